# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of this room: publishing forms and services, drafting, submitting."""
