# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the Projektauftrag, the organisation chart and the responsibility matrix."""
