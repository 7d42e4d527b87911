-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Fokusleistungen available at every body that decides on them, everywhere end to end.
SELECT COUNT(*) AS denominator,
       COALESCE(SUM(CASE WHEN c.end_to_end = c.competent AND c.shown = c.competent THEN 1 ELSE 0 END), 0) AS shown,
       COALESCE(SUM(CASE WHEN c.end_to_end = c.competent THEN 1 ELSE 0 END), 0) AS total
FROM focus f
LEFT JOIN coverage c ON c.service_key = f.service_key
