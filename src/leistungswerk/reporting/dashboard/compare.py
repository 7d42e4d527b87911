# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our figures and those of an import side by side, by Leistungsschlüssel and Gebiet, with the reason in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leistungswerk.core.failures import Missing
from leistungswerk.register.queries import gazetteer
from leistungswerk.register.queries.finder import LAND
from leistungswerk.reporting import state
from leistungswerk.reporting.dashboard.dto import BY_RANK
from leistungswerk.reporting.dashboard.reading import FEDERATION, KeptFile
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import Within
from leistungswerk.reporting.models import DashboardImport

OVER: Final = ("own_lines", "dashboard_lines")
_BATCH: Final = 5_000
_ALL: Final = 2**31 - 1
_KEPT: Final = 256


class Kind(StrEnum):
    """How a line of one side stands to the other."""

    ONLY_OURS = "nur_hier"
    ONLY_THEIRS = "nur_dort"
    DIFFERENT = "verschieden"
    COVERED = "erfasst"
    """The other side tells it for a larger Gebiet: no difference."""
    SAME = "gleich"


KIND_WORDS: Final[Mapping[Kind, str | Promise]] = MappingProxyType(
    {
        Kind.ONLY_OURS: gettext_lazy("nur hier"),
        Kind.ONLY_THEIRS: gettext_lazy("nur im Dashboard"),
        Kind.DIFFERENT: gettext_lazy("verschieden"),
        Kind.COVERED: gettext_lazy("für ein größeres Gebiet erfasst"),
        Kind.SAME: gettext_lazy("gleich"),
    }
)
DIFFERENCES: Final = (Kind.DIFFERENT, Kind.ONLY_OURS, Kind.ONLY_THEIRS)
ALL_DIFFERENCES: Final = "abweichung"
"""As a kind: any of :data:`DIFFERENCES`."""


class ImportView(msgspec.Struct, frozen=True):
    pk: int
    uuid: UUID
    digest: str
    files: tuple[KeptFile, ...]
    source: str
    as_of: date
    at: datetime
    by_name: str
    lines: int
    elsewhere: int
    unreadable: int
    remarks: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True):
    """A line of the comparison: what each side says, and why they differ as far as that can be said."""

    service_key: str
    name: str
    ressort: str
    ars: str
    ars_name: str
    kind: Kind
    ours: str
    theirs: str
    reason: str
    url: str


def imports(*, offset: int, limit: int) -> tuple[tuple[ImportView, ...], int]:
    """The newest state first, and how many there are."""
    rows = DashboardImport.objects.order_by("-as_of", "-at")
    return tuple(_view(row) for row in rows[offset : offset + limit]), rows.count()


def import_of(identity: UUID) -> ImportView:
    """Raises :class:`Missing`."""
    row = DashboardImport.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Daten des Bundesdashboards gibt es nicht."))
    return _view(row)


def _view(row: DashboardImport) -> ImportView:
    return ImportView(
        row.pk, row.uuid, row.digest, tuple(msgspec.convert(row.files, list[KeptFile])), row.source, row.as_of, row.at,
        row.by_name, row.lines, row.elsewhere, row.unreadable, tuple(row.remarks),
    )  # fmt: skip


def cut_of(taken: ImportView) -> Cut:
    """Our figures of the day the dashboard speaks of, with everything known: the same cut until a fact is recorded."""
    return Cut(taken.as_of, state.newest(usage=False))


class Asked(msgspec.Struct, frozen=True):
    """Which lines: empty for all.

    ``kind``: a :class:`Kind` or :data:`ALL_DIFFERENCES`; ``area``: the beginning of a Regionalschlüssel.
    """

    kind: str = ""
    key: str = ""
    area: str = ""

    def arguments(self, taken: ImportView) -> dict[str, Any]:
        """What the statements are asked with.

        Of one service only its facts are read. A Gebiet narrows nothing: it is compared with those it lies in.
        """
        return {
            "within": Within(service=self.key),
            "taken_in": taken.pk,
            "land": LAND,
            "key": self.key,
            "area_low": self.area.ljust(12, "0") if self.area else "",
            "area_high": self.area.ljust(12, "9") if self.area else "",
        }


def kinds(taken: ImportView, cut: Cut, asked: Asked) -> Mapping[Kind, int]:
    """How many lines are of each kind, whatever kind is asked for; one statement, or none where it was answered."""
    return _kinds(taken, cut, msgspec.structs.replace(asked, kind=""))


@lru_cache(maxsize=_KEPT)
def _kinds(taken: ImportView, cut: Cut, asked: Asked) -> Mapping[Kind, int]:
    # An import never changes and the cut says what was known: the answer holds for good.
    found = run.rows("dashboard_kinds", cut, over=OVER, **asked.arguments(taken))
    counts = {row["kind"]: row["amount"] for row in found}
    return MappingProxyType({kind: counts.get(kind.value, 0) for kind in Kind})


def statement() -> str:
    """How the lines are compared and counted by kind, as it is printed beside the numbers."""
    return run.statement("dashboard_kinds", over=OVER)


def lines(taken: ImportView, cut: Cut, asked: Asked, *, offset: int, limit: int) -> tuple[Difference, ...]:
    """Lines by Leistungsschlüssel and Gebiet; two statements, or one where they were answered."""
    return _named(_lines(taken, cut, asked, offset, limit))


@lru_cache(maxsize=_KEPT)
def _lines(
    taken: ImportView, cut: Cut, asked: Asked, offset: int, limit: int
) -> tuple[Mapping[str, Any], ...]:
    told = asked.arguments(taken)
    found = run.rows(
        "dashboard_differences", cut, over=OVER, kind=asked.kind, offset=offset, limit=limit, **told
    )
    return tuple(map(MappingProxyType, found))


def every_line(taken: ImportView, cut: Cut, asked: Asked) -> Iterator[Difference]:
    """All of them, some thousand at a time."""
    told = asked.arguments(taken)
    for rows in run.batches(
        "dashboard_differences", cut, _BATCH, over=OVER, kind=asked.kind, offset=0, limit=_ALL, **told
    ):
        yield from _named(rows)


def _named(rows: Sequence[Mapping[str, Any]]) -> tuple[Difference, ...]:
    names = gazetteer.names({row["ars"] for row in rows})
    return tuple(_difference(row, names) for row in rows)


def _difference(row: Mapping[str, Any], names: Mapping[str, str]) -> Difference:
    kind = Kind(row["kind"])
    ars_name = _("Deutschland") if row["ars"] == FEDERATION else names.get(row["ars"], "")
    return Difference(
        row["service_key"],
        row["name"] or "",
        row["ressort"] or "",
        row["ars"],
        ars_name,
        kind,
        _ours(row),
        BY_RANK[int(row["their_rank"])].value if row["their_rank"] is not None else "",
        " ".join(_reasons(row, kind, ars_name)),
        row["url"] or "",
    )


def _ours(row: Mapping[str, Any]) -> str:
    if row["own_rank"] is None:
        return ""
    counts = {"there": row["there"], "competent": row["competent"]}
    return f"{BY_RANK[int(row['own_rank'])].value} ({_('%(there)d von %(competent)d') % counts})"


def _reasons(row: Mapping[str, Any], kind: Kind, ars_name: str) -> Iterator[str]:
    match kind:
        case Kind.ONLY_OURS:
            yield _(
                "Das Dashboard nennt hier keinen Online-Dienst. Meist fehlt der Eintrag im Portalverbund (PVOG)."
            )
        case Kind.ONLY_THEIRS:
            yield _only_theirs(row, ars_name)
        case Kind.DIFFERENT:
            yield _different(row)
        case Kind.COVERED:
            yield (
                _("Hier ist die Leistung für ein größeres Gebiet flächendeckend erfasst.")
                if row["own_rank"] is None
                else _("Das Dashboard führt sie für ein größeres Gebiet als flächendeckend.")
            )
        case Kind.SAME:
            yield _("Beide sagen dasselbe.")
    if row["broken"]:
        yield _("Der Verweis im Dashboard ist als nicht erreichbar gekennzeichnet.")


def _only_theirs(row: Mapping[str, Any], ars_name: str) -> str:
    if not row["known"]:
        return _("Diesen Leistungsschlüssel kennt unser Register am Stichtag nicht.")
    if not ars_name:
        return _("Diesen Regionalschlüssel kennt unser Register nicht, etwa nach einer Gebietsreform.")
    return _(
        "Hier ist in diesem Gebiet keine zuständige Behörde als online bekannt. Prüfen Sie, ob eine Meldung fehlt."
    )


def _different(row: Mapping[str, Any]) -> str:
    if row["active"] == 0:
        return _("Im Dashboard ist die Leistung nicht aktiv.")
    if row["their_reach"] == 0:
        return _("Das Dashboard berücksichtigt die Leistung hier nicht in der Auswertung.")
    missing = int(row["competent"]) - int(row["there"])
    if row["own_reach"] < row["their_reach"]:
        return _("Das Dashboard sagt flächendeckend; hier fehlen %(missing)d von %(competent)d zuständigen Behörden.") % {
            "missing": missing, "competent": row["competent"],
        }  # fmt: skip
    return ngettext(
        "Hier ist die zuständige Behörde online; das Dashboard sagt nur in mindestens einer Kommune.",
        "Hier sind alle %(competent)d zuständigen Behörden online; das Dashboard sagt nur in mindestens einer Kommune.",
        int(row["competent"]),
    ) % {"competent": row["competent"]}


COLUMNS: Final = (
    "leistungsschluessel", "leistung", "ressort", "ars", "gebiet", "art", "hier", "dashboard", "erklaerung", "url",
)  # fmt: skip


def cells(found: Sequence[Difference] | Iterator[Difference]) -> Iterator[tuple[str, ...]]:
    """Rows of the table to hand on, under :data:`COLUMNS`."""
    for each in found:
        yield (
            each.service_key, each.name, each.ressort, each.ars, each.ars_name, str(KIND_WORDS[each.kind]), each.ours,
            each.theirs, each.reason, each.url,
        )  # fmt: skip
