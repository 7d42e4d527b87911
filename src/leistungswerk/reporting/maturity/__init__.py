# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maturity (Reifegrad): models as data, their rule, what the running system shows, and what was assessed."""
