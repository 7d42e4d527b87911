-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each service and month, the newest first.
SELECT service_key, SUBSTR(CAST(day AS VARCHAR(10)), 1, 7) AS month, SUM(amount) AS amount
FROM reporting_usagefact
WHERE measure = 'application.accepted' AND day <= :cut_off AND recorded_at <= :known_at
GROUP BY service_key, SUBSTR(CAST(day AS VARCHAR(10)), 1, 7)
ORDER BY month DESC, service_key
LIMIT :limit OFFSET :offset
