# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``./do bench``: whole journeys of citizens against a throw-away instance, measured from the client."""
