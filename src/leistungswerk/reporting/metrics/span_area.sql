-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What events keep of a district or a Land: the counts of each service, its districts summed.
line(service_key) AS (
  SELECT MIN(service_key) FROM reporting_coveragespan
  UNION ALL
  SELECT (SELECT MIN(n.service_key) FROM reporting_coveragespan n WHERE n.service_key > line.service_key)
  FROM line WHERE line.service_key IS NOT NULL
),
found(ars) AS ( -- one of each district in which a body ever decided: no span lies in another
  SELECT MIN(ars) FROM reporting_competencefact WHERE ars >= :district_low
  UNION ALL
  SELECT (SELECT MIN(n.ars) FROM reporting_competencefact n WHERE n.ars > SUBSTR(found.ars, 1, 5) || '9999999')
  FROM found WHERE found.ars <= :district_high || '9999999'
),
place AS (
  SELECT line.service_key, SUBSTR(found.ars, 1, 5) AS district
  FROM line CROSS JOIN found
  WHERE SUBSTR(found.ars, 1, 5) <= :district_high
),
local AS (
  SELECT s.*
  FROM place
  JOIN reporting_coveragespan s ON s.id = (
    SELECT CASE WHEN k.valid_to IS NULL OR k.valid_to >= :cut_off THEN k.id END FROM reporting_coveragespan k
    WHERE k.service_key = place.service_key AND k.district = place.district AND k.valid_from <= :cut_off
      AND k.recorded_at <= :known_at AND (k.superseded_at IS NULL OR k.superseded_at > :known_at)
    ORDER BY k.valid_from DESC LIMIT 1
  )
),
span AS (
  SELECT service_key, SUM(competent) AS competent, SUM(shown) AS shown, SUM(told) AS told,
         SUM(end_to_end) AS end_to_end, SUM(level_shown) AS level_shown, SUM(level_told) AS level_told,
         SUM(stray) AS stray, SUM(unjudged) AS unjudged
  FROM local
  GROUP BY service_key
)
