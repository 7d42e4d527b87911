-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What makes the figures doubtful: services without a known competent body, and availability where nobody is competent.
SELECT 'ohne_zustaendigkeit' AS gap, COUNT(*) AS amount
FROM service s
WHERE NOT EXISTS (SELECT 1 FROM competent c WHERE c.service_key = s.service_key)
UNION ALL
SELECT 'verfuegbar_ohne_zustaendigkeit', COUNT(*)
FROM available a
WHERE NOT EXISTS (SELECT 1 FROM competent c WHERE c.service_key = a.service_key AND c.body = a.body)
UNION ALL
SELECT 'ohne_reifegrad', COUNT(*)
FROM available
WHERE level_1_1 IS NULL
