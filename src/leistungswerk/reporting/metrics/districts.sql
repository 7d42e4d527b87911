-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Pairs of service and body by district (first five digits of the ARS): how many there are, how many are available.
SELECT SUBSTR(c.ars, 1, 5) AS district,
       COUNT(*) AS competent,
       SUM(CASE WHEN a.evidence = 'belegt' THEN 1 ELSE 0 END) AS shown,
       SUM(CASE WHEN a.evidence IS NOT NULL THEN 1 ELSE 0 END) AS total
FROM competent c
LEFT JOIN available a ON a.service_key = c.service_key AND a.body = c.body
WHERE SUBSTR(c.ars, 1, 5) <> ''
GROUP BY SUBSTR(c.ars, 1, 5)
ORDER BY district
