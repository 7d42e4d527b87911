# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the roll-out: matrix, plan of a Vorhaben, one body, cockpit, questionnaire, portal orders, vendors."""
