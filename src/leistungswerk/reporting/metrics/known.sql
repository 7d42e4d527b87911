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
available AS (
  SELECT service_key, body,
         MIN(evidence) AS evidence, -- 'belegt' comes before 'gemeldet'
         MAX(CASE WHEN transport IN ('fit_connect', 'osci_xta', 'webhook', 'sftp') THEN 1 ELSE 0 END) AS end_to_end,
         MAX(CASE WHEN maturity_model = '1.1' THEN level END) AS level_1_1,
         MIN(valid_from) AS since
  FROM reporting_availabilityfact
  WHERE valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)
    AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)
  GROUP BY service_key, body
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
