# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailings to people by their roles: draft, circle, test, release, archive."""
