# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of a data round: opened, answered, released, checked, accepted, closed, corrected later."""
