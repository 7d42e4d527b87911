-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each OZG-Leistung, from what events keep: how many members, and how many reach level 2 somewhere.
SELECT s.ozg_id, MAX(s.ozg_name) AS name, COUNT(*) AS members,
       SUM(CASE WHEN k.level_shown > 0 THEN 1 ELSE 0 END) AS shown,
       SUM(CASE WHEN k.level_told > 0 THEN 1 ELSE 0 END) AS total
FROM service s
LEFT JOIN span k ON k.service_key = s.service_key
WHERE s.ozg_id <> ''
GROUP BY s.ozg_id
ORDER BY s.ozg_id
