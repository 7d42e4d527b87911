# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public service finder: search, the page of a service, suggestions, and the same for machines."""
