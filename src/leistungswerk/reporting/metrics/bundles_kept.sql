-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each OZG-Leistung of a page: the greatest level of its members in model 1.1.
SELECT page.ozg_id, page.name, page.members, MAX(a.level_1_1) AS level,
       MAX(CASE WHEN a.level_1_1 >= 2 AND a.evidence = 'belegt' AND a.level_evidence = 'belegt' THEN 1 ELSE 0 END) AS shown
FROM (
  SELECT ozg_id, MAX(ozg_name) AS name, COUNT(DISTINCT service_key) AS members
  FROM service
  WHERE ozg_id <> ''
  GROUP BY ozg_id
  ORDER BY ozg_id
  LIMIT :limit OFFSET :offset
) AS page
JOIN service s ON s.ozg_id = page.ozg_id
LEFT JOIN (
  SELECT b.service_key, b.evidence,
         COALESCE(own.level, everywhere.level, b.level_told) AS level_1_1,
         COALESCE(own.evidence, everywhere.evidence, 'belegt') AS level_evidence
  FROM (
    SELECT service_key, body, MIN(evidence) AS evidence, MAX(CASE WHEN maturity_model = '1.1' THEN level END) AS level_told
    FROM reporting_availabilityfact
    WHERE service_key IN (
        SELECT m.service_key FROM service m
        WHERE m.ozg_id IN (
          SELECT p.ozg_id FROM (
            SELECT DISTINCT ozg_id FROM service WHERE ozg_id <> '' ORDER BY ozg_id LIMIT :limit OFFSET :offset
          ) AS p
        )
      )
      AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
      AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
    GROUP BY service_key, body
  ) AS b
  LEFT JOIN assessed own ON own.service_key = b.service_key AND own.body = b.body
  LEFT JOIN assessed everywhere ON everywhere.service_key = b.service_key AND everywhere.body IS NULL
) AS a ON a.service_key = s.service_key
GROUP BY page.ozg_id, page.name, page.members
ORDER BY page.ozg_id
