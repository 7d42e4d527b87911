# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision on the kind of digitisation: how its paper is drafted and read."""
