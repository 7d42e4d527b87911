-- SPDX-FileCopyrightText: Leistungswerk contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What a service was called.
SELECT name FROM service WHERE service_key = :service_key
