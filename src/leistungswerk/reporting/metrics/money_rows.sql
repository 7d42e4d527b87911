-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The entries behind the money of one measure, oldest first.
SELECT fact, kind, year, valid_from, cents, reference, draws_on
FROM reporting_costfact
WHERE subject = :subject AND kind IN ('budget', 'committed', 'spent')
  AND (kind = 'budget' OR valid_from <= :cut_off)
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
ORDER BY year, valid_from, id
