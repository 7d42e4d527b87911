-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services of Vorhaben on path A (reuse), each with its bodies.
SELECT r.service_key, s.name, s.ressort, COALESCE(c.competent, 0) AS competent, COALESCE(c.shown, 0) AS shown,
       COALESCE(c.told, 0) AS told, COALESCE(c.end_to_end, 0) AS end_to_end
FROM reused r
LEFT JOIN service s ON s.service_key = r.service_key
LEFT JOIN coverage c ON c.service_key = r.service_key
ORDER BY s.name, r.service_key
