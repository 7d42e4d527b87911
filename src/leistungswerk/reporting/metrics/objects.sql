-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each Leistungsobjekt: how many acts it has, and how many of them are available somewhere.
SELECT SUBSTR(s.service_key, 1, 8) AS object, MIN(s.name) AS name, COUNT(*) AS members,
       SUM(CASE WHEN c.shown > 0 THEN 1 ELSE 0 END) AS shown,
       SUM(CASE WHEN c.shown + c.told > 0 THEN 1 ELSE 0 END) AS total
FROM service s
LEFT JOIN coverage c ON c.service_key = s.service_key
GROUP BY SUBSTR(s.service_key, 1, 8)
ORDER BY object
