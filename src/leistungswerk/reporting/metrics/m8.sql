-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services of Vorhaben on path A (reuse) that are available at every body that decides on them.
SELECT COUNT(*) AS denominator,
       COALESCE(SUM(CASE WHEN c.shown = c.competent THEN 1 ELSE 0 END), 0) AS shown,
       COALESCE(SUM(CASE WHEN c.shown + c.told = c.competent THEN 1 ELSE 0 END), 0) AS total
FROM reused r
LEFT JOIN coverage c ON c.service_key = r.service_key AND c.competent > 0
