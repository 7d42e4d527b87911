# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beschlüsse in the office: register, one Beschluss with its next step, calendar of sessions, tasks."""
