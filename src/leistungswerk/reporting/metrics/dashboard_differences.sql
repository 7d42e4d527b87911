-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Lines of the comparison, filtered; known: whether our catalogue has the service.
SELECT c.service_key, COALESCE(s.name, c.name) AS name, s.ressort, CASE WHEN s.service_key IS NULL THEN 0 ELSE 1 END AS known,
       c.ars, c.kind, c.competent, c.there, c.own_rank, c.their_rank, c.own_reach, c.their_reach, c.url, c.broken, c.active
FROM compared c
LEFT JOIN service s ON s.service_key = c.service_key
WHERE (:kind = '' OR c.kind = :kind OR (:kind = 'abweichung' AND c.kind IN ('verschieden', 'nur_hier', 'nur_dort')))
  AND (:key = '' OR c.service_key = :key)
  AND (:area_low = '' OR (c.ars >= :area_low AND c.ars <= :area_high))
ORDER BY c.service_key, c.ars
LIMIT :limit OFFSET :offset
