# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may have: the data sets, protected, streamed, as files and through the public API.

Nothing here names a person, a draft or an application; usage is told by service, district and completed month,
with small cells suppressed (``reporting/disclosure.py``).
"""
