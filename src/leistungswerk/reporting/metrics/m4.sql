-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Pairs of service and body at which the service is available.
SELECT COALESCE(SUM(competent), 0) AS denominator,
       COALESCE(SUM(shown), 0) AS shown,
       COALESCE(SUM(shown + told), 0) AS total
FROM coverage
