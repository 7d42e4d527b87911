-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each OZG-Leistung of a page: the greatest level of its members in model 1.1. Whether one is shown is
-- kept; a level is one assessed for the body, or for all bodies, or told with the availability.
SELECT page.ozg_id, page.name, page.members, MAX(l.level) AS level,
       MAX(CASE WHEN k.level_shown > 0 THEN 1 ELSE 0 END) AS shown
FROM (
  SELECT ozg_id, MAX(ozg_name) AS name, COUNT(DISTINCT service_key) AS members
  FROM service
  WHERE ozg_id <> ''
  GROUP BY ozg_id
  ORDER BY ozg_id
  LIMIT :limit OFFSET :offset
) AS page
JOIN service s ON s.ozg_id = page.ozg_id
LEFT JOIN span k ON k.service_key = s.service_key
LEFT JOIN (
  SELECT f.service_key, MAX(COALESCE(own.level, everywhere.level, CASE WHEN f.maturity_model = '1.1' THEN f.level END)) AS level
  FROM reporting_availabilityfact f
  LEFT JOIN assessed own ON own.service_key = f.service_key AND own.body = f.body
  LEFT JOIN assessed everywhere ON everywhere.service_key = f.service_key AND everywhere.body IS NULL
  WHERE f.service_key IN (
      SELECT m.service_key FROM service m
      WHERE m.ozg_id IN (
        SELECT p.ozg_id FROM (
          SELECT DISTINCT ozg_id FROM service WHERE ozg_id <> '' ORDER BY ozg_id LIMIT :limit OFFSET :offset
        ) AS p
      )
    )
    AND f.valid_from <= :cut_off AND (f.valid_to IS NULL OR f.valid_to >= :cut_off)
    AND f.recorded_at <= :known_at AND (f.superseded_at IS NULL OR f.superseded_at > :known_at)
  GROUP BY f.service_key
) AS l ON l.service_key = s.service_key
GROUP BY page.ozg_id, page.name, page.members
ORDER BY page.ozg_id
