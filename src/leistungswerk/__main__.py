# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m leistungswerk`` is the ``leistungswerk`` command."""

from leistungswerk.cli import main

main()
