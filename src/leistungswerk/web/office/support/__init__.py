# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the support desk: queue, ticket, notices, knowledge, canned answers, classes, figures, third level."""
