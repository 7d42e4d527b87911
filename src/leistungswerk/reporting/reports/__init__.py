# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: everything a report says, collected at a Stichtag and Datenstand, and set on paper."""
