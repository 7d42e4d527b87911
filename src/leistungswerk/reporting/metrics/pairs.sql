-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each service and body that decides on it, available or not.
SELECT c.service_key, s.name, s.ressort, c.ars, c.body_name, a.evidence, a.since, a.end_to_end
FROM competent c
LEFT JOIN available a ON a.service_key = c.service_key AND a.body = c.body
LEFT JOIN service s ON s.service_key = c.service_key
WHERE :wanted = '' OR (:wanted = 'ja' AND a.body IS NOT NULL) OR (:wanted = 'nein' AND a.body IS NULL)
ORDER BY c.service_key, c.ars, c.body_name, c.body
LIMIT :limit OFFSET :offset
