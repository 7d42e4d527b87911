# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G0 „Bereit zur Beratung“: who, what, for whom, with which means (domain.md 13, phase 0)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from leistungswerk.core.actor import Role
from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import Participation, ProjectContact, RolloutUnit
from leistungswerk.programme.states import Gate, Part
from leistungswerk.register.queries.catalogue_facts import executing_bodies

_KEY = re.compile(r"99\d{12}")


def _here(subject: Subject) -> Act:
    return Act("office:project", (str(subject.project.uuid),))


@rule(Gate.G0)
def keys(subject: Subject) -> Iterator[Requirement]:
    """At least one Leistung, each under a Leistungsschlüssel of 14 digits that the catalogue still has."""
    rows = list(subject.project.services.order_by("key").values_list("key", "name", "active"))
    wrong = [key for key, _name, active in rows if not _KEY.fullmatch(key) or not active]
    if not rows:
        text = _("Dem Vorhaben ist keine Leistung zugeordnet.")
    elif wrong:
        text = _("Diese Schlüssel sind ungültig oder nicht mehr im Katalog: %(keys)s.") % {
            "keys": ", ".join(wrong)
        }
    else:
        text = _("Alle Leistungsschlüssel sind gültig.")
    yield Requirement(
        code="keys",
        title=_("Leistungen mit gültigem Schlüssel"),
        met=bool(rows) and not wrong,
        text=text,
        who=_("Bedarfsträger"),
        act=_here(subject),
        proofs=tuple(Proof(name, key, measured=True) for key, name, _active in rows),
    )


@rule(Gate.G0)
def owner(subject: Subject) -> Iterator[Requirement]:
    body = subject.project.owner
    yield Requirement(
        code="owner",
        title=_("Bedarfsträger benannt"),
        met=body.valid_to is None,
        text=_("Bedarfsträger ist %(name)s.") % {"name": body.name}
        if body.valid_to is None
        else _("%(name)s besteht nicht mehr. Übertragen Sie das Vorhaben auf die Nachfolge.")
        % {"name": body.name},
        who=_("OZG-Koordination"),
        act=_here(subject),
        proofs=(Proof(body.name, str(body.uuid), measured=True),),
    )


@rule(Gate.G0)
def bodies(subject: Subject) -> Iterator[Requirement]:
    """The executing bodies, from the Vorhaben itself or from the Zuständigkeiten in the register."""
    taking_part = Participation.objects.filter(project=subject.project, part=Part.EXECUTING).count()
    units = RolloutUnit.objects.filter(project=subject.project).count()
    listed = executing_bodies(subject.project.services.values_list("pk", flat=True))
    count = max(taking_part, units, listed)
    yield Requirement(
        code="bodies",
        title=_("Vollzugsbehörden erfasst"),
        met=count > 0,
        text=_("Erfasste Vollzugsbehörden: %(count)d.") % {"count": count}
        if count
        else _("Niemand hat erfasst, wer die Leistung vollzieht."),
        who=_("Bedarfsträger"),
        act=_here(subject),
        proofs=(Proof(_("Vollzugsbehörden"), str(count), measured=True),) if count else (),
    )


@rule(Gate.G0)
def resources(subject: Subject) -> Iterator[Requirement]:
    """Staff share and budget line are promised (rule of thumb 0.2 full-time equivalents, domain.md 4.1)."""
    share, line = subject.project.staff_share, subject.project.budget_line
    missing = [
        word
        for word, there in ((_("der Stellenanteil"), bool(share)), (_("die Haushaltsstelle"), bool(line)))
        if not there
    ]
    yield Requirement(
        code="resources",
        title=_("Ressourcen zugesagt"),
        met=not missing,
        text=_("Es fehlt: %(missing)s.") % {"missing": ", ".join(missing)}
        if missing
        else _("Stellenanteil %(share)s, Haushaltsstelle %(line)s.") % {"share": share, "line": line},
        who=_("Haushalt des Bedarfsträgers"),
        act=_here(subject),
        proofs=() if missing else (Proof(_("Ressourcenzusage"), f"{share} VZÄ, {line}"),),
    )


@rule(Gate.G0)
def person_in_charge(subject: Subject) -> Iterator[Requirement]:
    names = list(
        ProjectContact.objects.filter(project=subject.project, role=Role.SERVICE_OWNER, person__active=True)
        .order_by("person__name")
        .values_list("person__name", flat=True)
    )
    yield Requirement(
        code="person_in_charge",
        title=_("Fachreferent:in benannt"),
        met=bool(names),
        text=_("Fachlich verantwortlich: %(names)s.") % {"names": ", ".join(names)}
        if names
        else _("Das Fachreferat hat noch niemanden benannt."),
        who=_("Ressortansprechperson"),
        act=_here(subject),
        proofs=tuple(Proof(name) for name in names),
    )
