# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gates in the office: what is required, votes, the decision before phase 2, and signing."""
