-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Pairs of service and body by district, from what events keep, when nothing was learnt since the Datenstand.
SELECT district, SUM(competent) AS competent, SUM(shown) AS shown, SUM(shown + told) AS total
FROM (
  SELECT district, competent, shown, told FROM reporting_coveragespan
  WHERE superseded_at IS NULL AND district > '' AND valid_to IS NULL AND valid_from <= :cut_off
  UNION ALL
  SELECT district, competent, shown, told FROM reporting_coveragespan
  WHERE superseded_at IS NULL AND district > '' AND valid_to >= :cut_off AND valid_from <= :cut_off
) AS open
WHERE competent > 0
GROUP BY district
ORDER BY district
