-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Accepted applications by month.
SELECT SUBSTR(CAST(day AS VARCHAR(10)), 1, 7) AS month, SUM(amount) AS amount
FROM reporting_usagefact
WHERE measure = 'application.accepted' AND day <= :cut_off AND recorded_at <= :known_at
GROUP BY SUBSTR(CAST(day AS VARCHAR(10)), 1, 7)
ORDER BY month
