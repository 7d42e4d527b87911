# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Generalprobe: a form goes the whole way in a throw-away instance, over HTTP, before it is released."""

from leistungswerk.delivery.rehearsal.run import Report, Step, rehearse

__all__ = ["Report", "Step", "rehearse"]
