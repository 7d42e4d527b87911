-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- M7 from what events keep: whole months before that of the Stichtag are summed already, its own month is counted.
SELECT CAST(NULL AS BIGINT) AS denominator, COALESCE(SUM(amount), 0) AS shown, COALESCE(SUM(amount), 0) AS total
FROM (
  SELECT amount FROM reporting_usagemonth
  WHERE measure = 'application.accepted' AND territory = '' AND month < :month
  UNION ALL
  SELECT amount FROM reporting_usagefact
  WHERE measure = 'application.accepted' AND day >= :month AND day <= :cut_off AND recorded_at <= :known_at
) AS counted
