# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data rounds in the office: opened, answered, released, checked, accepted, closed with their gaps named."""
