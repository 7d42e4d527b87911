# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks by HTTP whether pages of others answer. Only the status is read; addresses inside a network are not asked."""

from leistungswerk.adapters.weblinks.asking import WebLinks

__all__ = ["WebLinks"]
