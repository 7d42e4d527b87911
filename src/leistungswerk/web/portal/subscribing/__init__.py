# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Subscribing to changes: the form, the links of mails, one's preferences. No account, no cookie, no counting."""
