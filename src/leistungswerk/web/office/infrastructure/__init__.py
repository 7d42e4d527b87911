# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the base infrastructure: base services, runtimes, what a Vorhaben runs on."""
