# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public progress page: figures with their gaps, down to the body that is missing, and what works at a place."""
