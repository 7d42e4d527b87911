-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Pairs of service and body by district, from what events keep.
SELECT district, SUM(competent) AS competent, SUM(shown) AS shown, SUM(shown + told) AS total
FROM reporting_coveragespan
WHERE district <> '' AND competent > 0
  AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY district
ORDER BY district
