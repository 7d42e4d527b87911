# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guidance, training, support desk and the public site: a room of parts, each its own Django app."""
