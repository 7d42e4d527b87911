# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leistungswerk: from the legal description of a public service to the delivered application."""

__version__ = "0.1.0"
