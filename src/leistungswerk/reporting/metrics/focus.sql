-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Fokusleistungen, each with its bodies.
SELECT f.service_key, s.name, COALESCE(c.competent, 0) AS competent, COALESCE(c.shown, 0) AS shown,
       COALESCE(c.told, 0) AS told, COALESCE(c.end_to_end, 0) AS end_to_end
FROM focus f
LEFT JOIN service s ON s.service_key = f.service_key
LEFT JOIN coverage c ON c.service_key = f.service_key
ORDER BY s.name, f.service_key
