# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The support desk: tickets by mail and from reported barriers, clocks in service time, hand-over, redaction."""
