# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reuse, base infrastructure and Projektauftrag: catalogues, checks and reading. Writes stand in ``services``."""
