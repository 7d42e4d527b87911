# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editing the public site: pages, revisions, dead links, barriers."""
