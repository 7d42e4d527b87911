# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The federal dashboard in the office: our figures in its fields, and its files beside ours."""
