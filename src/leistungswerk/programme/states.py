# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The closed sets of the programme and the moves between their states.

No state here ever changes because a date has passed: a move needs an act by a person or a fact of the system
(design 1, point 8).
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Phase(IntEnum):
    """The phases as the OZG project names them (domain.md S13 to S17)."""

    FIRST_STEPS = 0
    ADVICE = 1
    DEVELOPMENT = 2
    ROLLOUT = 3


PHASE_WORDS: Final[Mapping[Phase, str | Promise]] = MappingProxyType(
    {
        Phase.FIRST_STEPS: _("Erste Schritte"),
        Phase.ADVICE: _("Information und Beratung"),
        Phase.DEVELOPMENT: _("Anpassung und Entwicklung"),
        Phase.ROLLOUT: _("Implementierung und Roll-out"),
    }
)


class Path(StrEnum):
    """Kind of digitisation (domain.md 2.2)."""

    UNDECIDED = ""
    REUSE = "A"
    OWN_DEVELOPMENT = "B"
    PRODUCT = "C"
    DEFERRED = "D"


PATH_WORDS: Final[Mapping[Path, str | Promise]] = MappingProxyType(
    {
        Path.UNDECIDED: _("Noch nicht entschieden"),
        Path.REUSE: _("Nachnutzung (Einer für Alle)"),
        Path.OWN_DEVELOPMENT: _("Eigenentwicklung"),
        Path.PRODUCT: _("Produkt"),
        Path.DEFERRED: _("Zurückgestellt"),
    }
)


class ProjectState(StrEnum):
    ACTIVE = "active"
    DEFERRED = "deferred"
    NOT_DIGITISABLE = "not_digitisable"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


PROJECT_TRANSITIONS: Final = MappingProxyType(
    {
        ProjectState.ACTIVE: {
            "defer": ProjectState.DEFERRED,
            "declare_not_digitisable": ProjectState.NOT_DIGITISABLE,
            "complete": ProjectState.COMPLETED,
            "abandon": ProjectState.ABANDONED,
        },
        ProjectState.DEFERRED: {"resume": ProjectState.ACTIVE},
        ProjectState.NOT_DIGITISABLE: {"resume": ProjectState.ACTIVE},
        ProjectState.COMPLETED: {"resume": ProjectState.ACTIVE},
        ProjectState.ABANDONED: {},
    }
)


PROJECT_WORDS: Final[Mapping[ProjectState, str | Promise]] = MappingProxyType(
    {
        ProjectState.ACTIVE: _("Aktiv"),
        ProjectState.DEFERRED: _("Zurückgestellt"),
        ProjectState.NOT_DIGITISABLE: _("Nicht digitalisierbar"),
        ProjectState.COMPLETED: _("Abgeschlossen"),
        ProjectState.ABANDONED: _("Beendet"),
    }
)


class Part(StrEnum):
    """In what capacity an organisation takes part in a Vorhaben; any of them makes it visible."""

    OWNER = "owner"
    EXECUTING = "executing"
    RELEASED_TO = "released_to"
    """Released for reading: an auditor, another Ressort."""


class Dimension(StrEnum):
    """Four dimensions of every checklist (domain.md 4.1)."""

    ORGANISATIONAL = "organisational"
    LEGAL = "legal"
    FINANCIAL = "financial"
    TECHNICAL = "technical"


DIMENSION_WORDS: Final[Mapping[Dimension, str | Promise]] = MappingProxyType(
    {
        Dimension.ORGANISATIONAL: _("Organisatorisch"),
        Dimension.LEGAL: _("Rechtlich"),
        Dimension.FINANCIAL: _("Finanziell"),
        Dimension.TECHNICAL: _("Technisch"),
    }
)


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


ITEM_TRANSITIONS: Final = MappingProxyType(
    {
        ItemState.OPEN: {"finish": ItemState.DONE, "waive": ItemState.NOT_APPLICABLE},
        ItemState.DONE: {"reopen": ItemState.OPEN},
        ItemState.NOT_APPLICABLE: {"reopen": ItemState.OPEN},
    }
)


class EvidenceKind(StrEnum):
    """What proves an item."""

    DOCUMENT = "document"
    """A paper in the E-Akte, under its file number."""
    LINK = "link"
    DECISION = "decision"
    LIVE_FACT = "live_fact"
    """Something the running system knows: a check run, a connection, a form version."""


EVIDENCE_WORDS: Final[Mapping[EvidenceKind, str | Promise]] = MappingProxyType(
    {
        EvidenceKind.DOCUMENT: _("Dokument in der E-Akte"),
        EvidenceKind.LINK: _("Adresse"),
        EvidenceKind.DECISION: _("Vermerk oder Entscheidung"),
        EvidenceKind.LIVE_FACT: _("Tatsache, die das System kennt"),
    }
)


class Gate(StrEnum):
    """Gates (domain.md 13). G3 is passed once by each executing body."""

    G0 = "G0"
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"


GATE_WORDS: Final[Mapping[Gate, str | Promise]] = MappingProxyType(
    {
        Gate.G0: _("Bereit zur Beratung"),
        Gate.G1: _("Art der Digitalisierung entschieden"),
        Gate.G2: _("Freigabe"),
        Gate.G3: _("Go-live der Vollzugsbehörde"),
        Gate.G4: _("Flächendeckend"),
    }
)
GATE_OF_PHASE: Final[Mapping[Phase, Gate]] = MappingProxyType(
    {
        Phase.FIRST_STEPS: Gate.G0,
        Phase.ADVICE: Gate.G1,
        Phase.DEVELOPMENT: Gate.G2,
        Phase.ROLLOUT: Gate.G4,
    }
)
"""The gate that ends a phase."""


class GateState(StrEnum):
    """A gate case from opening to decision; what is decided never changes, only a new case supersedes it."""

    IN_SIGNING = "in_signing"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


GATE_TRANSITIONS: Final = MappingProxyType(
    {
        GateState.IN_SIGNING: {
            "last_signature": GateState.PASSED,
            "refuse": GateState.REFUSED,
            "withdraw": GateState.WITHDRAWN,
        },
        GateState.PASSED: {"supersede": GateState.SUPERSEDED},
        GateState.REFUSED: {},
        GateState.WITHDRAWN: {},
        GateState.SUPERSEDED: {},
    }
)


class SignatureAct(StrEnum):
    SIGNED = "signed"
    SIGNED_WITH_DISSENT = "signed_with_dissent"
    """Zeichnung with a recorded dissenting view; it counts."""
    REFUSED = "refused"


class SignatureForm(StrEnum):
    """In which form something was signed."""

    IN_SYSTEM = "in_system"
    PAPER = "paper"
    """Schriftform, § 126 BGB."""
    QUALIFIED = "qualified"
    """Qualified electronic signature, § 126a BGB."""
    TEXT = "text"
    """Textform, § 126b BGB."""


class VoteKind(StrEnum):
    DATA_PROTECTION = "data_protection"
    INFORMATION_SECURITY = "information_security"


class Verdict(StrEnum):
    POSITIVE = "positive"
    WITH_CONDITIONS = "with_conditions"
    NEGATIVE = "negative"


class SignatorySide(StrEnum):
    """Whose role signs: the owner's, the LDI's, the ministry in charge's, or the executing body's."""

    OWNER = "owner"
    IT_PROVIDER = "it_provider"
    COORDINATION = "coordination"
    EXECUTING = "executing"


class ConsultationState(StrEnum):
    REQUESTED = "requested"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


CONSULTATION_WORDS: Final[Mapping[ConsultationState, str | Promise]] = MappingProxyType(
    {
        ConsultationState.REQUESTED: _("Wartet auf Beratung"),
        ConsultationState.ASSIGNED: _("In Beratung"),
        ConsultationState.ANSWERED: _("Beantwortet"),
        ConsultationState.CLOSED: _("Abgeschlossen"),
        ConsultationState.WITHDRAWN: _("Zurückgezogen"),
    }
)
CONSULTATION_TRANSITIONS: Final = MappingProxyType(
    {
        ConsultationState.REQUESTED: {
            "assign": ConsultationState.ASSIGNED,
            "withdraw": ConsultationState.WITHDRAWN,
        },
        ConsultationState.ASSIGNED: {
            "assign": ConsultationState.ASSIGNED,
            "answer": ConsultationState.ANSWERED,
            "withdraw": ConsultationState.WITHDRAWN,
        },
        ConsultationState.ANSWERED: {
            "ask_again": ConsultationState.ASSIGNED,
            "close": ConsultationState.CLOSED,
        },
        ConsultationState.CLOSED: {},
        ConsultationState.WITHDRAWN: {},
    }
)


class DecisionState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


DECISION_TRANSITIONS: Final = MappingProxyType(
    {
        DecisionState.DRAFT: {"sign": DecisionState.SIGNED},
        DecisionState.SIGNED: {"supersede": DecisionState.SUPERSEDED},
        DecisionState.SUPERSEDED: {},
    }
)


class Improvement(StrEnum):
    """What becomes of a step of the procedure before it is digitised (§ 10 EGovGRP)."""

    KEEP = "keep"
    SIMPLIFY = "simplify"
    CHANGE = "change"
    DROP = "drop"


class Ground(StrEnum):
    """Why a service cannot be digitised (domain.md 3.3)."""

    FACTUAL = "factual"
    LEGAL = "legal"
    ECONOMIC = "economic"
