-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Applications taken over by the authority, up to the cut-off day.
SELECT CAST(NULL AS BIGINT) AS denominator, COALESCE(SUM(amount), 0) AS shown, COALESCE(SUM(amount), 0) AS total
FROM reporting_usagefact
WHERE measure = 'application.accepted' AND day <= :cut_off AND recorded_at <= :known_at
