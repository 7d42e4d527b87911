-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Compliance cost as of one statutory day, in cents: by body the running effort of a year and the one-off effort,
-- and how much of both is only estimated.
SELECT body_name, ressort, COUNT(DISTINCT subject) AS entries,
       SUM(CASE WHEN kind = 'compliance' THEN cents ELSE 0 END) AS yearly,
       SUM(CASE WHEN kind = 'compliance_once' THEN cents ELSE 0 END) AS once,
       SUM(CASE WHEN evidence = 'gemeldet' THEN cents ELSE 0 END) AS estimated
FROM reporting_costfact
WHERE kind IN ('compliance', 'compliance_once') AND valid_from = :cut_off
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY body, body_name, ressort
ORDER BY ressort, body_name
