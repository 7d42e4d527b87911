-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- For each measure and Haushaltsjahr, in cents: provided, still bound, paid. What is paid under a commitment is no
-- longer bound. Bookings count by their day up to the cut-off; a budget counts once it is known.
SELECT subject, MAX(measure) AS measure, MAX(body_name) AS body_name, MAX(ressort) AS ressort, year,
       SUM(CASE WHEN kind = 'budget' THEN cents ELSE 0 END) AS budget,
       SUM(CASE WHEN kind = 'committed' THEN cents WHEN kind = 'spent' AND draws_on IS NOT NULL THEN -cents ELSE 0 END)
         AS bound,
       SUM(CASE WHEN kind = 'spent' THEN cents ELSE 0 END) AS spent
FROM reporting_costfact
WHERE kind IN ('budget', 'committed', 'spent')
  AND (kind = 'budget' OR valid_from <= :cut_off)
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY subject, year
ORDER BY year, measure, subject
