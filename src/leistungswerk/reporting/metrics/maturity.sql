-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services by Ressort and level in one model; a service assessed at single bodies only counts with its lowest level.
SELECT s.ressort, j.level, COUNT(*) AS amount,
       COALESCE(SUM(CASE WHEN j.evidence = 'belegt' THEN 1 ELSE 0 END), 0) AS shown
FROM service s
LEFT JOIN (
  SELECT service_key, COALESCE(MIN(CASE WHEN body IS NULL THEN level END), MIN(level)) AS level,
         COALESCE(MAX(CASE WHEN body IS NULL THEN evidence END), MAX(evidence)) AS evidence -- 'gemeldet' comes after
  FROM reporting_assessmentfact
  WHERE model = :model
    AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
  GROUP BY service_key
) j ON j.service_key = s.service_key
WHERE j.level IS NOT NULL OR EXISTS (SELECT 1 FROM competent c WHERE c.service_key = s.service_key)
GROUP BY s.ressort, j.level
ORDER BY s.ressort, j.level
