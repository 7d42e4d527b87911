# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""FIT-Connect v2: protocol, sandbox delivery service, smallest Fachverfahren. See README.md."""
