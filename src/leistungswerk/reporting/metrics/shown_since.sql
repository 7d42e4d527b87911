-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Bodies at which evidence („belegt“) holds at the Stichtag, with the first day of it; :services are those asked for.
SELECT service_key, body, MIN(valid_from) AS since
FROM reporting_availabilityfact
WHERE service_key IN (:services)
  AND evidence = 'belegt' AND valid_from <= :cut_off
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY service_key, body
HAVING SUM(CASE WHEN valid_to IS NULL OR valid_to >= :cut_off THEN 1 ELSE 0 END) > 0
