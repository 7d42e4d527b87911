# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maturity in the office: models, services by level, and the assessment of one service."""
