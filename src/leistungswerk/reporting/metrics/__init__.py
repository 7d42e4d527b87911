# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Metrics: each a readable statement over the facts, with its definition, denominator and rows."""
