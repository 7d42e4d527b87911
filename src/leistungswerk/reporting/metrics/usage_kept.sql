-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each service and month from what events keep, the newest first: whole months before that of the Stichtag
-- are summed already, its own month is counted.
SELECT service_key, month, amount
FROM (
  SELECT service_key, SUBSTR(CAST(month AS VARCHAR(10)), 1, 7) AS month, amount
  FROM reporting_usagemonth
  WHERE measure = 'application.accepted' AND territory = '' AND month < :month
  UNION ALL
  SELECT service_key, SUBSTR(CAST(day AS VARCHAR(10)), 1, 7), SUM(amount)
  FROM reporting_usagefact
  WHERE measure = 'application.accepted' AND day >= :month AND day <= :cut_off AND recorded_at <= :known_at
  GROUP BY service_key, SUBSTR(CAST(day AS VARCHAR(10)), 1, 7)
) AS counted
ORDER BY month DESC, service_key
LIMIT :limit OFFSET :offset
