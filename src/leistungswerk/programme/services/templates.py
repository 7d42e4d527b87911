# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Versioned templates of checklists: those of the house come from files, the office writes further versions."""

import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path as Folder
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme import live_facts
from leistungswerk.programme.models import ChecklistTemplate, TemplateItem
from leistungswerk.programme.states import Dimension, EvidenceKind, Gate, Path

HOUSE: Final = Folder(__file__).resolve().parents[1] / "checklists"
"""The files of the house: one template each."""


class ItemText(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a template. ``responsible`` is a role, ``due_days`` count from the begin of a list."""

    code: str
    dimension: Dimension
    title: str
    responsible: Role
    evidence: EvidenceKind = EvidenceKind.DOCUMENT
    guidance: str = ""
    due_days: int | None = None
    mandatory: bool = True
    live_fact: str = ""


class TemplateText(msgspec.Struct, frozen=True, kw_only=True):
    """A template as a file of the house says it."""

    gate: Gate
    title: str
    edition: int
    items: tuple[ItemText, ...]
    path: Path = Path.UNDECIDED
    typings: tuple[str, ...] = ()


def read_house(folder: Folder = HOUSE) -> tuple[TemplateText, ...]:
    """The templates in the files; raises :class:`Refused` naming the file that says something wrong."""
    found = []
    for file in sorted(folder.glob("*.toml")):
        try:
            text = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), TemplateText)
            check(text.items)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError, Refused) as problem:
            raise Refused(f"{file.name}: {problem}") from problem
        found.append(text)
    return tuple(found)


def check(items: Sequence[ItemText]) -> None:
    """Raise :class:`Refused` for a template without items, a code twice, an empty title or an unknown fact."""
    if not items:
        raise Refused(_("Eine Checkliste braucht mindestens einen Punkt."))
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        place = {"number": number, "code": item.code}
        if not item.title.strip():
            raise Refused(_("Punkt %(number)d hat keinen Titel.") % place)
        if item.code in seen:
            raise Refused(_("Punkt %(number)d: Die Kennung „%(code)s“ gibt es schon.") % place)
        if (item.evidence is EvidenceKind.LIVE_FACT) != live_facts.is_known(item.live_fact):
            raise Refused(
                _(
                    "Punkt %(number)d: Wählen Sie genau dann eine Tatsache, wenn das System den Nachweis führt."
                )
                % place
            )
        seen.add(item.code)


def load_house_templates(actor: Actor) -> int:
    """Take in templates of the house that are new or of a newer edition; returns how many.

    Where the office has written a later version of its own, the new edition waits unpublished for a decision.
    """
    require(actor, Permission.EDIT_TEMPLATE)
    return sum(_load(actor, text) for text in read_house())


def _load(actor: Actor, text: TemplateText) -> bool:
    rows = ChecklistTemplate.objects.filter(gate=text.gate, path=text.path, title=text.title)
    if (rows.aggregate(top=Max("edition"))["top"] or 0) >= text.edition:
        return False
    at = times.now()
    own = rows.filter(edition__isnull=True, published_at__isnull=False, retired_at__isnull=True).exists()
    with transaction.atomic():
        row = _write(text, version=(rows.aggregate(top=Max("version"))["top"] or 0) + 1)
        if not own:
            _publish(row, at)
        audit.record(actor, action="template.loaded", subject=f"template:{row.pk}", at=at, note=str(row))
    return True


def _write(text: TemplateText, *, version: int) -> ChecklistTemplate:
    row = ChecklistTemplate.objects.create(
        gate=text.gate,
        path=text.path,
        typings=list(text.typings),
        title=text.title,
        version=version,
        edition=text.edition or None,
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(template=row, position=position, **_columns(item))
        for position, item in enumerate(text.items, start=1)
    )
    return row


def _columns(item: ItemText) -> dict[str, object]:
    values = {name: getattr(item, name) for name in ItemText.__struct_fields__}
    return {**values, "guidance": item.guidance.strip(), "title": item.title.strip()}


def _publish(row: ChecklistTemplate, at: datetime) -> None:
    """The version becomes the one that is copied from now on; the former one retires."""
    ChecklistTemplate.objects.filter(
        gate=row.gate, path=row.path, title=row.title, published_at__isnull=False, retired_at__isnull=True
    ).update(retired_at=at)
    row.published_at = at
    row.save(update_fields=["published_at"])


def write_template_version(
    actor: Actor, *, template: int, items: Sequence[ItemText], typings: Sequence[str]
) -> int:
    """Publish a new version after ``template``, which must be the newest; returns its number.

    Lists that were copied before stay as they are; their owners are offered what is new. Raises :class:`Refused`
    for a wrong item, :class:`Overtaken` where somebody else wrote a version meanwhile.
    """
    require(actor, Permission.EDIT_TEMPLATE)
    before = ChecklistTemplate.objects.filter(pk=template).first()
    if before is None:
        raise Missing(_("Diese Checkliste gibt es nicht."))
    check(items)
    text = TemplateText(
        gate=Gate(before.gate),
        title=before.title,
        edition=0,
        items=tuple(items),
        path=Path(before.path),
        typings=tuple(typings),
    )
    at = times.now()
    try:
        with transaction.atomic():
            row = _write(text, version=before.version + 1)
            _publish(row, at)
            audit.record(
                actor, action="template.published", subject=f"template:{row.pk}", at=at, note=str(row)
            )
    except IntegrityError as error:
        raise Overtaken(
            _("Inzwischen gibt es eine neuere Fassung dieser Checkliste."),
            now=[(_("Fassung"), str(before.version + 1))],
        ) from error
    return row.pk


def publish_template(actor: Actor, *, template: int) -> None:
    """Publish a version of the house that waits for a decision."""
    require(actor, Permission.EDIT_TEMPLATE)
    row = ChecklistTemplate.objects.filter(pk=template, published_at__isnull=True).first()
    if row is None:
        raise Missing(_("Diese Checkliste gibt es nicht, oder sie gilt schon."))
    at = times.now()
    with transaction.atomic():
        _publish(row, at)
        audit.record(actor, action="template.published", subject=f"template:{row.pk}", at=at, note=str(row))
