# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in the text of a maturity model: shown first, then used; earlier texts stay."""

from collections.abc import Sequence

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.reporting.maturity import checks, known
from leistungswerk.reporting.maturity.documents import ModelDocument, read
from leistungswerk.reporting.models import AssessmentFact, MaturityModel


def plan_model(name: str, content: bytes) -> tuple[ModelDocument, tuple[str, ...]]:
    """The model in a file, and what would change against what is used now, in words; writes nothing."""
    document = read(name, content, known_checks=checks.codes())
    held = known.models().get(document.code)
    if held is None:
        return document, (_("Neues Modell: %(title)s.") % {"title": document.title},)
    return document, _differences(held.document, document)


def _differences(before: ModelDocument, after: ModelDocument) -> tuple[str, ...]:
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    found = [_("Kriterium %(id)s entfällt.") % {"id": one} for one in sorted(old.keys() - new.keys())]
    found += [_("Kriterium %(id)s ist neu.") % {"id": one} for one in sorted(new.keys() - old.keys())]
    found += [
        _("Kriterium %(id)s ändert sich.") % {"id": one}
        for one in sorted(old.keys() & new.keys())
        if old[one] != new[one]
    ]
    if before.levels != after.levels:
        found.append(_("Die Stufen ändern sich."))
    rest = set(ModelDocument.__struct_fields__) - {"levels", "criteria"}
    if any(getattr(before, name) != getattr(after, name) for name in rest):
        found.append(_("Titel, Regel, Zeiten oder Quellen ändern sich."))
    return tuple(found)


def take_in_model(actor: Actor, *, document: ModelDocument) -> bool:
    """Use this text of a model from now on; ``False`` if it is used already. Earlier texts stay.

    Raises :class:`Refused` where known assessments would lose a criterion or a level.
    """
    require(actor, Permission.EDIT_CATALOGUE)
    held = known.models().get(document.code)
    digest = document.digest()
    if held and held.digest == digest:
        return False
    _check_used(document)
    now = times.now()
    try:
        with transaction.atomic():
            MaturityModel.objects.filter(code=document.code, superseded_at__isnull=True).update(
                superseded_at=now
            )
            MaturityModel.objects.create(
                code=document.code, document=msgspec.to_builtins(document), digest=digest, recorded_at=now,
                by=actor.pseudonym, by_name=actor.name,
            )  # fmt: skip
            audit.record(
                actor,
                action="maturity.model",
                subject=f"maturity_model:{document.code}",
                at=now,
                digest=digest,
            )
    except IntegrityError as error:
        raise Overtaken(
            _("Jemand anderes hat dieses Modell gerade übernommen. Laden Sie die Seite neu.")
        ) from error
    return True


def _check_used(document: ModelDocument) -> None:
    rows = AssessmentFact.objects.filter(model=document.code, superseded_at__isnull=True)
    ids = {criterion.id for criterion in document.criteria}
    highest = 0
    used: set[str] = set()
    for level, values in rows.values_list("level", "values").iterator():
        highest = max(highest, level, *(value["level"] for value in values), 0)
        used |= {value["criterion"] for value in values}
    if lost := used - ids:
        raise Refused(
            _("Kriterium „%(id)s“ fehlt in der Datei, ist aber schon bewertet. Ergänzen Sie es, oder geben Sie dem Modell einen neuen Code.")
            % {"id": min(lost)}
        )  # fmt: skip
    if highest > document.highest:
        raise Refused(
            _("Stufe %(level)d fehlt in der Datei, ist aber schon vergeben. Geben Sie dem geänderten Modell einen neuen Code.")
            % {"level": highest}
        )  # fmt: skip


def known_checks() -> Sequence[tuple[str, str]]:
    """Code and words of every check a model may refer to."""
    return [(code, checks.title(code)) for code in sorted(checks.codes())]
