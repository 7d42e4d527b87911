# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Help for everybody: the form, the way of a request, knowledge, and what is disturbed."""
