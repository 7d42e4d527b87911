-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Accepted applications by service, district and month, and the month they were recorded in; never published as they are.
SELECT SUBSTR(CAST(day AS VARCHAR(10)), 1, 7) AS month,
       SUBSTR(CAST(recorded_at AS VARCHAR(10)), 1, 7) AS recorded,
       service_key, SUBSTR(territory, 1, 5) AS district, SUM(amount) AS amount
FROM reporting_usagefact
WHERE measure = 'application.accepted' AND day <= :cut_off AND recorded_at <= :known_at
GROUP BY SUBSTR(CAST(day AS VARCHAR(10)), 1, 7), SUBSTR(CAST(recorded_at AS VARCHAR(10)), 1, 7),
         service_key, SUBSTR(territory, 1, 5)
ORDER BY month, service_key, district
