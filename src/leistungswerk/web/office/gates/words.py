# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words and colours of gates, signatures and improvements."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.states import (
    GateState,
    Ground,
    Improvement,
    SignatureAct,
    SignatureForm,
    Verdict,
)

Word = str | Promise
STATE_WORDS: Final[Mapping[GateState, tuple[Word, str]]] = MappingProxyType(
    {
        GateState.IN_SIGNING: (_("In Zeichnung"), "info"),
        GateState.PASSED: (_("Gezeichnet"), "success"),
        GateState.REFUSED: (_("Verweigert"), "danger"),
        GateState.WITHDRAWN: (_("Zurückgezogen"), "warning"),
        GateState.SUPERSEDED: (_("Ersetzt"), "warning"),
    }
)
ACT_WORDS: Final[Mapping[SignatureAct, tuple[Word, str]]] = MappingProxyType(
    {
        SignatureAct.SIGNED: (_("gezeichnet"), "success"),
        SignatureAct.SIGNED_WITH_DISSENT: (_("mit abweichender Auffassung"), "warning"),
        SignatureAct.REFUSED: (_("verweigert"), "danger"),
    }
)
FORM_WORDS: Final[Mapping[SignatureForm, Word]] = MappingProxyType(
    {
        SignatureForm.PAPER: _("Schriftform auf Papier (§ 126 BGB)"),
        SignatureForm.QUALIFIED: _("Qualifizierte elektronische Signatur (§ 126a BGB)"),
        SignatureForm.TEXT: _("Textform (§ 126b BGB)"),
    }
)
VERDICT_LEVELS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {Verdict.POSITIVE: "success", Verdict.WITH_CONDITIONS: "warning", Verdict.NEGATIVE: "danger"}
)
IMPROVEMENT_WORDS: Final[Mapping[Improvement, Word]] = MappingProxyType(
    {
        Improvement.KEEP: _("beibehalten"),
        Improvement.SIMPLIFY: _("vereinfachen"),
        Improvement.CHANGE: _("ändern"),
        Improvement.DROP: _("entfällt"),
    }
)
GROUND_WORDS: Final[Mapping[Ground, Word]] = MappingProxyType(
    {
        Ground.FACTUAL: _("tatsächlich nicht möglich"),
        Ground.LEGAL: _("rechtlich nicht möglich"),
        Ground.ECONOMIC: _("wirtschaftlich nicht vertretbar"),
    }
)
POINT_WORDS: Final[tuple[tuple[str, Word], ...]] = (
    ("3", _("3 – passt gut")),
    ("2", _("2 – passt")),
    ("1", _("1 – mit Abstrichen")),
    ("0", _("0 – passt nicht")),
)
