-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What the three shares are made of, at each of the days asked for, from what events keep of all services: of a
-- service the row is sought that held on the day, as in span.sql. Without a filter, for which SQLite would first read all rows.
line(service_key) AS (
  SELECT MIN(service_key) FROM reporting_coveragespan
  UNION ALL
  SELECT (SELECT MIN(n.service_key) FROM reporting_coveragespan n WHERE n.service_key > line.service_key)
  FROM line WHERE line.service_key IS NOT NULL
)
SELECT asked.day,
       SUM(CASE WHEN s.competent > 0 THEN 1 ELSE 0 END) AS services,
       SUM(CASE WHEN s.competent > 0 AND s.shown + s.told = s.competent THEN 1 ELSE 0 END) AS area_wide,
       SUM(CASE WHEN s.shown + s.told > 0 THEN 1 ELSE 0 END) AS anywhere,
       SUM(s.competent) AS pairs,
       SUM(s.shown + s.told) AS available
FROM asked
CROSS JOIN line
JOIN reporting_coveragespan s ON s.id = (
  SELECT CASE WHEN k.valid_to IS NULL OR k.valid_to >= asked.day THEN k.id END FROM reporting_coveragespan k
  WHERE k.service_key = line.service_key AND k.district = '' AND k.valid_from <= asked.day
    AND k.recorded_at <= :known_at AND (k.superseded_at IS NULL OR k.superseded_at > :known_at)
  ORDER BY k.valid_from DESC LIMIT 1
)
GROUP BY asked.day
