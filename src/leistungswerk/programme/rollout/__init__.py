# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Roll-out: readiness by rules, the matrix, cockpits, the Anbindungsfragebogen, usage against expectation."""
