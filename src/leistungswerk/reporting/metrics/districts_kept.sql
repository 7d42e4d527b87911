-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Pairs of service and body by district, from what events keep.
SELECT district, SUM(competent) AS competent, SUM(shown) AS shown, SUM(shown + told) AS total
FROM local
GROUP BY district
HAVING SUM(competent) > 0
ORDER BY district
