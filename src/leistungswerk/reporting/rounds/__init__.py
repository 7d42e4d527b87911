# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data rounds: what is asked, how answers read, and what a round says when it closes."""
