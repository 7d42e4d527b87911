# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben in the office: lists, and the pages of one Vorhaben to which other areas add theirs."""
