-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- One line for each service: what is counted, and how many bodies are missing.
SELECT c.service_key, s.name, s.ozg_id, s.theme, s.ressort, c.competent, c.shown, c.told, c.end_to_end,
       c.competent - c.shown - c.told AS missing
FROM coverage c
LEFT JOIN service s ON s.service_key = c.service_key
ORDER BY c.service_key
LIMIT :limit OFFSET :offset
