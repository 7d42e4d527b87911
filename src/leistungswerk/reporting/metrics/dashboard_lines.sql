-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Our lines and those of an import side by side, one for each service and Gebiet. reach: 2 everywhere in the Gebiet,
-- 1 somewhere there, 0 not counted or not active. What the other tells for a larger Gebiet only is „erfasst“.
their_pair AS (
  SELECT leika_key AS service_key, ars, MAX(leika_name) AS name, MIN(url) AS url,
         MAX(CASE WHEN online_status = 'nicht ok' THEN 1 ELSE 0 END) AS broken,
         MAX(CASE WHEN aktiv = 'nein' THEN 0 ELSE 1 END) AS active,
         MIN(CASE art_flaechendeckung
               WHEN 'bundesweit flächendeckend' THEN 1 WHEN 'landesweit flächendeckend' THEN 2
               WHEN 'kreisweit flächendeckend' THEN 3 WHEN 'in mind. einer Kommune verfügbar' THEN 4 ELSE 5 END) AS rank,
         CASE WHEN SUBSTR(ars, 3, 10) = '0000000000' THEN 1 WHEN SUBSTR(ars, 6, 7) = '0000000' THEN 2 ELSE 3 END AS place
  FROM reporting_dashboardline
  WHERE taken_in_id = :taken_in AND (:key = '' OR leika_key = :key)
  GROUP BY leika_key, ars
),
their_line AS (
  SELECT service_key, ars, name, url, broken, active, rank, place,
         CASE WHEN rank = 5 OR active = 0 THEN 0 WHEN place = 3 OR rank <= place + 1 THEN 2 ELSE 1 END AS reach
  FROM their_pair
),
both_lines AS ( -- grouped, not joined: each side is read once
  SELECT service_key, ars, MAX(competent) AS competent, MAX(there) AS there, MAX(own_rank) AS own_rank, MAX(own_reach) AS own_reach,
         MAX(name) AS name, MAX(url) AS url, MAX(broken) AS broken, MAX(active) AS active, MAX(their_rank) AS their_rank,
         MAX(their_reach) AS their_reach
  FROM (
    SELECT service_key, ars, competent, there, rank AS own_rank, reach AS own_reach,
           NULL AS name, NULL AS url, NULL AS broken, NULL AS active, NULL AS their_rank, NULL AS their_reach
    FROM own_line
    UNION ALL
    SELECT service_key, ars, NULL, NULL, NULL, NULL, name, url, broken, active, rank, reach
    FROM their_line
  ) told
  GROUP BY service_key, ars
),
own_wide AS (
  SELECT service_key, ars FROM own_line WHERE reach = 2 AND place < 3
),
their_wide AS (
  SELECT service_key, ars FROM their_line WHERE reach = 2 AND place < 3
),
compared AS (
  SELECT b.*,
         CASE
           WHEN b.own_rank IS NULL AND b.their_reach = 0 THEN 'gleich'
           WHEN b.own_rank IS NULL AND (ol.ars IS NOT NULL OR od.ars IS NOT NULL) THEN 'erfasst'
           WHEN b.own_rank IS NULL THEN 'nur_dort'
           WHEN b.their_rank IS NULL AND (tf.ars IS NOT NULL OR tl.ars IS NOT NULL OR td.ars IS NOT NULL) THEN 'erfasst'
           WHEN b.their_rank IS NULL THEN 'nur_hier'
           WHEN b.own_reach = b.their_reach THEN 'gleich'
           ELSE 'verschieden'
         END AS kind
  FROM both_lines b
  LEFT JOIN own_wide ol ON ol.service_key = b.service_key
    AND ol.ars = CASE WHEN b.ars = '000000000000' THEN :land ELSE SUBSTR(b.ars, 1, 2) || '0000000000' END
  LEFT JOIN own_wide od ON od.service_key = b.service_key AND od.ars = SUBSTR(b.ars, 1, 5) || '0000000'
  LEFT JOIN their_wide tf ON tf.service_key = b.service_key AND tf.ars = '000000000000'
  LEFT JOIN their_wide tl ON tl.service_key = b.service_key AND tl.ars = SUBSTR(b.ars, 1, 2) || '0000000000'
  LEFT JOIN their_wide td ON td.service_key = b.service_key AND td.ars = SUBSTR(b.ars, 1, 5) || '0000000'
)
