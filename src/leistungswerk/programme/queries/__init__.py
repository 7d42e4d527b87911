# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the programme; one module for each theme. Views are frozen structs; models stay in this room."""

from leistungswerk.programme.queries.projects import (
    ProjectHead,
    ProjectRow,
    project_head,
    project_row,
    projects,
)

__all__ = ["ProjectHead", "ProjectRow", "project_head", "project_row", "projects"]
