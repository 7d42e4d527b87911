-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each territory: on how many services bodies there decide, and how many of these are available.
SELECT c.ars,
       COUNT(*) AS competent,
       SUM(CASE WHEN a.evidence = 'belegt' THEN 1 ELSE 0 END) AS shown,
       SUM(CASE WHEN a.evidence = 'gemeldet' THEN 1 ELSE 0 END) AS told,
       SUM(CASE WHEN a.end_to_end = 1 THEN 1 ELSE 0 END) AS end_to_end
FROM competent c
LEFT JOIN available a ON a.service_key = c.service_key AND a.body = c.body
WHERE c.ars <> ''
GROUP BY c.ars
ORDER BY c.ars
