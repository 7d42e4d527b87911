-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What was known at :known_at of what held on :cut_off.
competent AS (
  SELECT service_key, body, body_name, ars
  FROM reporting_competencefact
  WHERE relevant
    AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
),
at_body AS (
  SELECT service_key, body,
         MIN(evidence) AS evidence, -- 'belegt' comes before 'gemeldet'
         MAX(CASE WHEN transport IN ('fit_connect', 'osci_xta', 'webhook', 'sftp') THEN 1 ELSE 0 END) AS end_to_end,
         MAX(CASE WHEN maturity_model = '1.1' THEN level END) AS level_told,
         MIN(valid_from) AS since
  FROM reporting_availabilityfact
  WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
  GROUP BY service_key, body
),
assessed AS ( -- in model 1.1; 2.0 is never converted
  SELECT service_key, body, MIN(level) AS level, MAX(evidence) AS evidence
  FROM reporting_assessmentfact
  WHERE model = '1.1'
    AND valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
  GROUP BY service_key, body
),
available AS ( -- the level assessed for this body, or for all bodies, or told with the availability
  SELECT b.service_key, b.body, b.evidence, b.end_to_end, b.since,
         COALESCE(own.level, everywhere.level, b.level_told) AS level_1_1,
         COALESCE(own.evidence, everywhere.evidence, 'belegt') AS level_evidence
  FROM at_body b
  LEFT JOIN assessed own ON own.service_key = b.service_key AND own.body = b.body
  LEFT JOIN assessed everywhere ON everywhere.service_key = b.service_key AND everywhere.body IS NULL
),
service AS (
  SELECT service_key, name, kind, ozg_id, ozg_name, theme, ressort, typing
  FROM reporting_servicefact
  WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
),
focus AS (
  SELECT DISTINCT service_key
  FROM reporting_focusfact
  WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
),
vorhaben AS (
  SELECT project, number, title, owner_name, ressort, phase, path, state
  FROM reporting_phasefact
  WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
),
reused AS (
  SELECT DISTINCT p.service_key
  FROM reporting_projectservicefact p
  JOIN vorhaben v ON v.project = p.project
  WHERE v.path = 'A'
    AND p.valid_from <= :cut_off AND (p.valid_to IS NULL OR p.valid_to >= :cut_off)
    AND p.recorded_at <= :known_at AND (p.superseded_at IS NULL OR p.superseded_at > :known_at)
)
