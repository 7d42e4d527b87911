# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XProzess 2.0 and its BPMN: read, list in words, draw."""

from leistungswerk.standards.fim.xprozess.bpmn import read_bpmn
from leistungswerk.standards.fim.xprozess.content import Content, bpmn_of, unpack
from leistungswerk.standards.fim.xprozess.diagram import Diagram, NodeKind
from leistungswerk.standards.fim.xprozess.model import Export, ExportReading, Prozess, Prozessklasse
from leistungswerk.standards.fim.xprozess.reader import read_export
from leistungswerk.standards.fim.xprozess.steps import Step, StepList, Way, list_steps
from leistungswerk.standards.fim.xprozess.svg import draw

__all__ = [
    "Content",
    "Diagram",
    "Export",
    "ExportReading",
    "NodeKind",
    "Prozess",
    "Prozessklasse",
    "Step",
    "StepList",
    "Way",
    "bpmn_of",
    "draw",
    "list_steps",
    "read_bpmn",
    "read_export",
    "unpack",
]
