-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What events keep: the counts of each service at the Stichtag as known at the Datenstand, all bodies together.
-- Of a service one row holds: the last that begins by the Stichtag among those known. It is found by its index, so
-- the answer takes the same time after ten years of events as after one.
line(service_key) AS (
  SELECT MIN(service_key) FROM reporting_coveragespan
  UNION ALL
  SELECT (SELECT MIN(n.service_key) FROM reporting_coveragespan n WHERE n.service_key > line.service_key)
  FROM line WHERE line.service_key IS NOT NULL
),
span AS (
  SELECT s.service_key, s.competent, s.shown, s.told, s.end_to_end, s.level_shown, s.level_told, s.stray, s.unjudged
  FROM line
  JOIN reporting_coveragespan s ON s.id = (
    SELECT CASE WHEN k.valid_to IS NULL OR k.valid_to >= :cut_off THEN k.id END FROM reporting_coveragespan k
    WHERE k.service_key = line.service_key AND k.district = '' AND k.valid_from <= :cut_off
      AND k.recorded_at <= :known_at AND (k.superseded_at IS NULL OR k.superseded_at > :known_at)
    ORDER BY k.valid_from DESC LIMIT 1
  )
)
