# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The federal dashboard (standards.md 4.2): our figures in the fields of its API, and its figures beside ours."""
