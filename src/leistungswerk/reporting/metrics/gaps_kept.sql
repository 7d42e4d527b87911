-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What makes the figures doubtful, from what events keep.
SELECT 'ohne_zustaendigkeit' AS gap, COUNT(*) AS amount
FROM service s
LEFT JOIN coverage c ON c.service_key = s.service_key
WHERE c.service_key IS NULL
UNION ALL
SELECT 'verfuegbar_ohne_zustaendigkeit', COALESCE(SUM(stray), 0) FROM span
UNION ALL
SELECT 'ohne_reifegrad', COALESCE(SUM(unjudged), 0) FROM span
