-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- How many lines of the comparison are of each kind.
SELECT c.kind, COUNT(*) AS amount
FROM compared c
WHERE (:key = '' OR c.service_key = :key)
  AND (:area_low = '' OR (c.ars >= :area_low AND c.ars <= :area_high))
GROUP BY c.kind
ORDER BY c.kind
