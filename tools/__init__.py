# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of this repository that no ready tool makes; run by ``./do lint``."""
