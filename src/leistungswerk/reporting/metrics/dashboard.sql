-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Our lines in the order of the export.
SELECT o.service_key, s.name, s.ozg_id, s.ozg_name, o.ars, o.competent, o.there, o.rank
FROM own_line o
LEFT JOIN service s ON s.service_key = o.service_key
ORDER BY o.service_key, o.ars
LIMIT :limit OFFSET :offset
