-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What we tell the federal dashboard: one line for each service and each Gebiet (Land, Kreis, place) with at least one
-- body at which it is available. place: 1 Land, 2 Kreis, 3 below; reach: 2 everywhere there, 1 somewhere there;
-- rank: 2 landesweit, 3 kreisweit flächendeckend, 4 in mind. einer Kommune.
pair AS (
  SELECT c.service_key, c.ars, CASE WHEN a.body IS NULL THEN 0 ELSE 1 END AS there
  FROM competent c
  LEFT JOIN available a ON a.service_key = c.service_key AND a.body = c.body
  WHERE c.ars <> ''
),
area AS (
  SELECT service_key, SUBSTR(ars, 1, 2) || '0000000000' AS ars, 1 AS place, COUNT(*) AS competent, SUM(there) AS there
  FROM pair
  GROUP BY service_key, SUBSTR(ars, 1, 2)
  HAVING SUM(there) > 0
  UNION ALL
  SELECT service_key, SUBSTR(ars, 1, 5) || '0000000', 2, COUNT(*), SUM(there)
  FROM pair
  WHERE SUBSTR(ars, 3, 3) <> '000'
  GROUP BY service_key, SUBSTR(ars, 1, 5)
  HAVING SUM(there) > 0
  UNION ALL
  SELECT service_key, ars, 3, COUNT(*), SUM(there)
  FROM pair
  WHERE SUBSTR(ars, 6, 7) <> '0000000'
  GROUP BY service_key, ars
  HAVING SUM(there) > 0
),
own_line AS (
  SELECT service_key, ars, place, competent, there,
         CASE WHEN place = 3 OR there = competent THEN 2 ELSE 1 END AS reach,
         CASE WHEN place < 3 AND there = competent THEN place + 1 ELSE 4 END AS rank
  FROM area
)
