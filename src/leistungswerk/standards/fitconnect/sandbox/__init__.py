# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A FIT-Connect v2 delivery service in its own process, for tests and for everyone who must connect."""
