-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Accepted applications of completed months as they are published: what was recorded by the end of the month after.
SELECT month, SUM(amount) AS amount, COUNT(NULLIF(amount, 0)) AS cells
FROM (
  SELECT month, service_key, district, SUM(amount) AS amount
  FROM (
    SELECT SUBSTR(CAST(day AS VARCHAR(10)), 1, 7) AS month, service_key, SUBSTR(territory, 1, 5) AS district, amount,
           CAST(SUBSTR(CAST(day AS VARCHAR(10)), 1, 4) AS INTEGER) * 12
           + CAST(SUBSTR(CAST(day AS VARCHAR(10)), 6, 2) AS INTEGER) AS happened,
           CAST(SUBSTR(CAST(recorded_at AS VARCHAR(10)), 1, 4) AS INTEGER) * 12
           + CAST(SUBSTR(CAST(recorded_at AS VARCHAR(10)), 6, 2) AS INTEGER) AS recorded
    FROM reporting_usagefact
    WHERE measure = 'application.accepted' AND day <= :cut_off AND recorded_at <= :known_at
  ) AS counted
  WHERE recorded <= happened + 1
  GROUP BY month, service_key, district
) AS cell
GROUP BY month
ORDER BY month
