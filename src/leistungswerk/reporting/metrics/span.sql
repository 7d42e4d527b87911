-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What events keep: the counts of each service at the Stichtag as known at the Datenstand, all bodies together.
span AS (
  SELECT service_key, competent, shown, told, end_to_end, level_shown, level_told, stray, unjudged
  FROM reporting_coveragespan
  WHERE district = ''
    AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
)
