# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Training in the applications: courses, dates, seats, attendance (seed S7: „befähigt im Umgang zur Anwendung“)."""
