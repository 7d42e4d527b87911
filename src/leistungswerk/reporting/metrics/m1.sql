-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- OZG-Leistungen with at least one member at level 2 (model 1.1) at one body.
SELECT COUNT(*) AS denominator,
       COALESCE(SUM(shown), 0) AS shown,
       COALESCE(SUM(CASE WHEN told > shown THEN 1 ELSE shown END), 0) AS total
FROM (
  SELECT s.ozg_id,
         MAX(CASE WHEN a.level_1_1 >= 2 AND a.evidence = 'belegt' AND a.level_evidence = 'belegt' THEN 1 ELSE 0 END) AS shown,
         MAX(CASE WHEN a.level_1_1 >= 2 THEN 1 ELSE 0 END) AS told
  FROM service s
  LEFT JOIN available a ON a.service_key = s.service_key
  WHERE s.ozg_id <> ''
  GROUP BY s.ozg_id
) AS bundle
