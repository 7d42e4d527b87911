-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each service with its level in one model; bodies: how many differ.
SELECT s.service_key, s.name, s.ressort, j.level, j.evidence, COALESCE(j.bodies, 0) AS bodies, j.since
FROM service s
LEFT JOIN (
  SELECT service_key, COALESCE(MIN(CASE WHEN body IS NULL THEN level END), MIN(level)) AS level,
         COALESCE(MAX(CASE WHEN body IS NULL THEN evidence END), MAX(evidence)) AS evidence, COUNT(body) AS bodies, MAX(valid_from) AS since
  FROM reporting_assessmentfact
  WHERE model = :model
    AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
  GROUP BY service_key
) j ON j.service_key = s.service_key
WHERE (j.level IS NOT NULL OR EXISTS (SELECT 1 FROM competent c WHERE c.service_key = s.service_key))
  AND (:ressort = '' OR s.ressort = :ressort)
  AND (:level = '' OR (:level = 'offen' AND j.level IS NULL) OR CAST(j.level AS TEXT) = :level)
ORDER BY CASE WHEN j.level IS NULL THEN 1 ELSE 0 END, j.level DESC, s.name, s.service_key
LIMIT :limit OFFSET :offset
