# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as files (RFC 5322) in a folder, for test operation without a mail server."""

from leistungswerk.adapters.folder.writing import FolderMail

__all__ = ["FolderMail"]
