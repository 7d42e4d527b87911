# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms behind the online services of a Leistung: do they ask for Nachweise, and can these be uploaded?"""

from uuid import UUID

import msgspec

from leistungswerk.online import plans
from leistungswerk.online.models import OnlineService
from leistungswerk.online.states import FormState


class RunningForm(msgspec.Struct, frozen=True):
    """A form that takes applications now. ``takes_files``: it has at least one place for an upload."""

    slug: str
    title: str
    authority: UUID
    digest: str
    takes_files: bool


def running_forms(service_key: str) -> tuple[RunningForm, ...]:
    """One statement, and a compiled plan for each form version (kept in memory)."""
    rows = OnlineService.objects.filter(
        service__key=service_key, valid_to__isnull=True, form_version__state=FormState.PUBLISHED
    )
    found = rows.order_by("slug").values_list(
        "slug", "form_version__document__title", "authority__uuid", "form_version_id", "form_version__digest"
    )
    return tuple(
        RunningForm(slug, title, authority, digest, _takes_files(version))
        for slug, title, authority, version, digest in found
    )


def _takes_files(form_version: int) -> bool:
    plan = plans.plan(form_version)
    return any(plan.has_files(page.slug) for page in plan.form.pages)
