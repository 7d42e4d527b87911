# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guidance where the work is: short how-tos of the office, a first day for each role, searchable as a handbook.

The texts lie in ``texts/``, one file for each, German and English; they are part of the software and nobody edits
them in an instance. ``docs/reference/handbook.md`` lists the same files.
"""
