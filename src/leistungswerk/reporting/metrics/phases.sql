-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Vorhaben by Ressort, phase, path and state.
SELECT ressort, phase, path, state, COUNT(*) AS amount
FROM vorhaben
GROUP BY ressort, phase, path, state
ORDER BY ressort, phase, path, state
