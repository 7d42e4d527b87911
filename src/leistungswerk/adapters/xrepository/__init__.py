# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Code lists from the XRepository, the national repository of XÖV."""

from leistungswerk.adapters.xrepository.fetch import XRepository

__all__ = ["XRepository"]
