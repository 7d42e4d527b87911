# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ``leistungswerk`` command: thin. Every subcommand calls one use case and speaks German."""

from leistungswerk.cli.app import main

__all__ = ["main"]
