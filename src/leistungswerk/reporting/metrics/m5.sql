-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Leistungsobjekte of which at least one act is available somewhere; the object is the key up to its Verrichtung.
SELECT COUNT(*) AS denominator,
       COALESCE(SUM(shown), 0) AS shown,
       COALESCE(SUM(total), 0) AS total
FROM (
  SELECT SUBSTR(s.service_key, 1, 8) AS object,
         MAX(CASE WHEN c.shown > 0 THEN 1 ELSE 0 END) AS shown,
         MAX(CASE WHEN c.shown + c.told > 0 THEN 1 ELSE 0 END) AS total
  FROM service s
  LEFT JOIN coverage c ON c.service_key = s.service_key
  GROUP BY SUBSTR(s.service_key, 1, 8)
) AS objects
