-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The territories in which a body decides on a service, each found by its index.
SELECT ars
FROM (
  WITH RECURSIVE area(ars) AS (
    SELECT MIN(ars) FROM reporting_competencefact WHERE ars > '' AND ars >= :area_low
    UNION ALL
    SELECT (SELECT MIN(n.ars) FROM reporting_competencefact n WHERE n.ars > area.ars) FROM area WHERE area.ars <= :area_high
  )
  SELECT ars FROM area WHERE ars <= :area_high
) AS places
WHERE EXISTS (
  SELECT 1 FROM reporting_competencefact c
  WHERE c.ars = places.ars AND c.relevant
    AND c.valid_from <= :cut_off AND (c.valid_to IS NULL OR c.valid_to >= :cut_off)
    AND c.recorded_at <= :known_at AND (c.superseded_at IS NULL OR c.superseded_at > :known_at)
)
ORDER BY ars
