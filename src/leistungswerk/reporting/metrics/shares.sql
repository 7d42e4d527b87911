-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The three shares over time in one row: area-wide, anywhere, and pairs.
SELECT COUNT(*) AS services,
       SUM(CASE WHEN shown + told = competent THEN 1 ELSE 0 END) AS area_wide,
       SUM(CASE WHEN shown + told > 0 THEN 1 ELSE 0 END) AS anywhere,
       SUM(competent) AS pairs,
       SUM(shown + told) AS available
FROM coverage
WHERE competent > 0
