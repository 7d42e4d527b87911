# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports in the office: drafted, co-signed, frozen, handed out."""
