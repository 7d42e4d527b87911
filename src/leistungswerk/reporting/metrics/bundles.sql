-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each OZG-Leistung: the greatest level of its members in model 1.1.
SELECT s.ozg_id, MAX(s.ozg_name) AS name, COUNT(DISTINCT s.service_key) AS members,
       MAX(a.level_1_1) AS level,
       MAX(CASE WHEN a.level_1_1 >= 2 AND a.evidence = 'belegt' AND a.level_evidence = 'belegt' THEN 1 ELSE 0 END) AS shown
FROM service s
LEFT JOIN available a ON a.service_key = s.service_key
WHERE s.ozg_id <> ''
GROUP BY s.ozg_id
ORDER BY s.ozg_id
LIMIT :limit OFFSET :offset
