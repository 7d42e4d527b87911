-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each body that decides on a service: since when it is available there, or that it is missing.
SELECT c.body, c.body_name, c.ars, a.evidence, a.since, a.end_to_end
FROM competent c
LEFT JOIN available a ON a.service_key = c.service_key AND a.body = c.body
WHERE c.service_key = :service_key
ORDER BY CASE WHEN a.body IS NULL THEN 0 ELSE 1 END, c.body_name
LIMIT :limit OFFSET :offset
