-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The same for this very moment, found by an index: of each service the newest span that nothing superseded.
span AS (
  SELECT k.service_key, k.competent, k.shown, k.told, k.end_to_end, k.level_shown, k.level_told, k.stray, k.unjudged
  FROM (SELECT DISTINCT service_key FROM reporting_coveragespan) AS every
  CROSS JOIN reporting_coveragespan k -- in this order
  WHERE k.id = (
    SELECT newest.id FROM reporting_coveragespan newest
    WHERE newest.service_key = every.service_key AND newest.district = '' AND newest.superseded_at IS NULL
      AND newest.valid_from <= :cut_off
    ORDER BY newest.valid_from DESC
    LIMIT 1
  )
    AND (k.valid_to IS NULL OR k.valid_to >= :cut_off)
)
