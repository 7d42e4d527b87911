-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Where a service is available, how its applications reach the Fachverfahren.
SELECT transport, COUNT(*) AS amount
FROM reporting_availabilityfact
WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
  AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
GROUP BY transport
ORDER BY amount DESC, transport
