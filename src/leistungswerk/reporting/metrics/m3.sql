-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services available at one body at least.
SELECT COUNT(*) AS denominator,
       COALESCE(SUM(CASE WHEN shown > 0 THEN 1 ELSE 0 END), 0) AS shown,
       COALESCE(SUM(CASE WHEN shown + told > 0 THEN 1 ELSE 0 END), 0) AS total
FROM coverage
WHERE competent > 0
