-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services on which somebody decides.
SELECT DISTINCT service_key FROM competent ORDER BY service_key
