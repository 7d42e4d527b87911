# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in files of the federal dashboard: kept beside our own facts, which stay as they are."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import queries as register
from leistungswerk.register.queries import gazetteer
from leistungswerk.register.queries.finder import LAND
from leistungswerk.reporting.dashboard import keeping
from leistungswerk.reporting.dashboard.reading import FEDERATION, File, Taken, read
from leistungswerk.reporting.models import DashboardImport, DashboardLine

_MOST_SOURCE: Final = 300
_NAMED: Final = 5
_BATCH: Final = 2_000


def take_in(actor: Actor, *, files: Sequence[File], as_of: date, source: str) -> uuid.UUID:
    """Keep the files and their lines; returns the import.

    Raises :class:`Refused` for files that are none, for a state in the future, and for files taken in already.
    """
    require(actor, Permission.EDIT_CATALOGUE)
    now = times.now()
    if as_of > times.legal_day(now):
        raise Refused(_("Der Stand der Daten liegt in der Zukunft. Nennen Sie den Tag des Abrufs."))
    if not source.strip() or len(source) > _MOST_SOURCE:
        raise Refused(
            _("Nennen Sie in höchstens 300 Zeichen, woher die Dateien sind, etwa die Adresse des Abrufs.")
        )
    with translation.override("de"):  # remarks are kept as German data
        taken = read(files, LAND[:2])
        remarks = (*_unknown(taken), *taken.remarks)
    _check_new(taken)
    for file in files:
        keeping.keep(file.content)
    row = DashboardImport(
        digest=taken.digest, files=[msgspec.to_builtins(file) for file in taken.files], source=source.strip(),
        as_of=as_of, at=now, by=actor.pseudonym, by_name=actor.name, lines=len(taken.lines),
        elsewhere=taken.elsewhere, unreadable=taken.unreadable, remarks=list(remarks),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            for first in range(0, len(taken.lines), _BATCH):
                DashboardLine.objects.bulk_create(
                    DashboardLine(taken_in=row, **msgspec.structs.asdict(line))
                    for line in taken.lines[first : first + _BATCH]
                )
            note = f"{as_of.isoformat()} · {len(taken.lines)}"
            audit.record(
                actor, action="dashboard.imported", subject=f"dashboard:{row.uuid}", at=now, digest=row.digest, note=note
            )  # fmt: skip
            events.publish(
                kind="dashboard.imported", subject=row.uuid, at=now, data={"lines": str(row.lines)}
            )
    except IntegrityError as error:
        raise _twice(now.date()) from error
    return row.uuid


def _check_new(taken: Taken) -> None:
    known = DashboardImport.objects.filter(digest=taken.digest).values_list("at", flat=True).first()
    if known is not None:
        raise _twice(times.legal_day(known))


def _twice(day: date) -> Refused:
    return Refused(
        _("Genau diese Dateien sind schon übernommen, am %(day)s. Es gibt nichts Neues zu vergleichen.")
        % {"day": formats.date_format(day, "j. F Y")}
    )


def _unknown(taken: Taken) -> list[str]:
    """Keys and Gebiete that our register does not know: kept, compared and named."""
    keys = sorted({line.leika_key for line in taken.lines})
    areas = {line.ars for line in taken.lines} - {FEDERATION}
    strange = [
        key
        for first in range(0, len(keys), _BATCH)
        for known in [register.service_names(keys[first : first + _BATCH])]
        for key in keys[first : first + _BATCH]
        if key not in known
    ]
    nowhere = sorted(areas - gazetteer.names().keys())
    found = []
    if strange:
        found.append(
            _("Leistungsschlüssel, die unser Register nicht kennt: %(count)d, etwa %(some)s.")
            % {"count": len(strange), "some": ", ".join(strange[:_NAMED])}
        )
    if nowhere:
        found.append(
            _("Regionalschlüssel, die unser Register nicht kennt: %(count)d, etwa %(some)s.")
            % {"count": len(nowhere), "some": ", ".join(nowhere[:_NAMED])}
        )
    return found
