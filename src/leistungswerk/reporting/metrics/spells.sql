-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What events keep of all services since :first, summed by the spell it held: the three shares at any day since then.
SELECT CASE WHEN valid_from < :first THEN :first ELSE valid_from END AS begins,
       valid_to AS ends,
       COUNT(*) AS services,
       SUM(CASE WHEN shown + told = competent THEN 1 ELSE 0 END) AS area_wide,
       SUM(CASE WHEN shown + told > 0 THEN 1 ELSE 0 END) AS anywhere,
       SUM(competent) AS pairs,
       SUM(shown + told) AS available
FROM reporting_coveragespan
WHERE district = '' AND competent > 0
  AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :first)
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY CASE WHEN valid_from < :first THEN :first ELSE valid_from END, valid_to
