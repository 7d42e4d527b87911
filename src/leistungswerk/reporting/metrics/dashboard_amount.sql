-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- How many lines we tell the federal dashboard.
SELECT COUNT(*) AS amount FROM own_line
