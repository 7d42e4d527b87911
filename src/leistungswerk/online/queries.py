# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what runs online."""

import time
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.db.models import CharField, Count, QuerySet, UUIDField
from django.db.models.functions import TruncMonth

from leistungswerk.core import times
from leistungswerk.core.prepared import Argument, PreparedRow
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.online.models import Application, Draft, FormVersion, OnlineService
from leistungswerk.online.states import ApplicationState, DraftState, FormState
from leistungswerk.register.queries import AuthorityView, authority_view

_FRESH_SECONDS = 10
_RUNNING = PreparedRow(
    lambda: OnlineService.objects.filter(
        slug=Argument("slug", CharField()), valid_to__isnull=True, form_version__state=FormState.PUBLISHED
    ).values_list("pk")
)
_APPLICATION = PreparedRow(
    lambda: Application.objects.filter(
        draft__uuid=Argument("draft", UUIDField()), draft__lookup=Argument("lookup", CharField())
    ).values_list(
        "pk", "uuid", "reference", "service_id", "parcel", "state", "sent_at", "received_at",
        "decided_at", "problems",
    )
)  # fmt: skip


class ServiceView(msgspec.Struct, frozen=True):
    """A running service with everything a page says about it."""

    pk: int
    uuid: UUID
    slug: str
    title: str
    key: str
    service_name: str
    authority: AuthorityView
    territory: str
    ars: str
    form_version: int
    form_uuid: UUID
    digest: str
    schema_id: str
    schema_version: str
    connection: int
    connection_uuid: UUID
    connection_name: str
    valid_from: datetime
    valid_to: datetime | None
    parameters: tuple[tuple[str, str, str], ...] = ()
    """(name, title, value as people read it), frozen when the service came online."""


class FormVersionView(msgspec.Struct, frozen=True):
    pk: int
    uuid: UUID
    document: UUID
    title: str
    digest: str
    state: FormState
    rules: int
    created_at: datetime
    released_at: datetime | None
    policy: str


class ApplicationView(msgspec.Struct, frozen=True):
    """An application's metadata; its content is sealed and not to be had."""

    pk: int
    uuid: UUID
    draft: UUID
    reference: str
    service: int
    parcel: UUID
    state: ApplicationState
    sent_at: datetime
    received_at: datetime | None
    decided_at: datetime | None
    problems: list[str]


def _services() -> QuerySet[OnlineService]:
    return OnlineService.objects.select_related(
        "form_version__document", "service", "authority__territory", "territory", "connection"
    ).defer("form_version__document__xml")


def _service_view(row: OnlineService) -> ServiceView:
    document = row.form_version.document
    return ServiceView(
        pk=row.pk,
        uuid=row.uuid,
        slug=row.slug,
        title=document.title,
        key=row.service.key,
        service_name=row.service.name,
        authority=authority_view(row.authority),
        territory=row.territory.name,
        ars=row.territory.ars,
        form_version=row.form_version_id,
        form_uuid=row.form_version.uuid,
        digest=row.form_version.digest,
        schema_id=document.fim_id,
        schema_version=document.version,
        connection=row.connection_id,
        connection_uuid=row.connection.uuid,
        connection_name=row.connection.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        parameters=tuple((str(name), str(title), str(value)) for name, title, value in row.parameters),
    )


def services(*, running_only: bool = True, limit: int | None = None) -> tuple[ServiceView, ...]:
    rows = _services().order_by("slug")
    return tuple(
        _service_view(row) for row in (rows.filter(valid_to__isnull=True) if running_only else rows)[:limit]
    )


def service_by_slug(slug: str) -> ServiceView | None:
    """A service that takes applications now."""
    row = _RUNNING.get(slug=slug)
    return service(row[0]) if row else None


@lru_cache(maxsize=512)
def _service_cached(pk: int, _period: int) -> ServiceView:
    return _service_view(_services().get(pk=pk))


def service(pk: int) -> ServiceView:
    """A service by its row, at most some seconds old: contact data may change, the form version may not."""
    return _service_cached(pk, int(time.monotonic()) // _FRESH_SECONDS)


def _form_view(row: FormVersion) -> FormVersionView:
    release = getattr(row, "release", None)
    return FormVersionView(
        row.pk, row.uuid, row.document.uuid, row.document.title, row.digest, FormState(row.state), len(row.rules),
        row.created_at, release.at if release else None, release.policy if release else "",
    )  # fmt: skip


def form_version(identity: UUID) -> FormVersionView | None:
    rows = FormVersion.objects.select_related("document", "release").defer("document__xml")
    row = rows.filter(uuid=identity).first()
    return _form_view(row) if row else None


def form_versions(*, document: UUID | None = None) -> tuple[FormVersionView, ...]:
    rows = FormVersion.objects.select_related("document", "release").defer("document__xml").order_by("-id")
    if document is not None:
        rows = rows.filter(document__uuid=document)
    return tuple(_form_view(row) for row in rows)


def form_digests(identities: Collection[UUID]) -> dict[UUID, str]:
    """Digests of form versions: what a rehearsal was run on."""
    return dict(FormVersion.objects.filter(uuid__in=identities).values_list("uuid", "digest"))


class FormSchema(msgspec.Struct, frozen=True):
    """The schema of a form version: what its applications look like."""

    fim_id: str
    version: str
    digest: str


def form_schemas(identities: Collection[UUID]) -> dict[UUID, FormSchema]:
    rows = FormVersion.objects.filter(uuid__in=identities)
    return {
        identity: FormSchema(*rest)
        for identity, *rest in rows.values_list("uuid", "document__fim_id", "document__version", "digest")
    }


def form_version_by_digest(digest: str) -> int | None:
    return FormVersion.objects.filter(digest=digest).values_list("pk", flat=True).first()


def _application_view(row: Application) -> ApplicationView:
    return ApplicationView(
        row.pk, row.uuid, row.draft.uuid, row.reference, row.service_id, row.parcel, ApplicationState(row.state),
        row.sent_at, row.received_at, row.decided_at, row.problems,
    )  # fmt: skip


def application_of(draft: UUID, code: ResumeCode) -> ApplicationView | None:
    """The application that a draft has become, for the holder of its code."""
    row = _APPLICATION.get(draft=draft, lookup=code.lookup())
    if row is None:
        return None
    pk, identity, reference, service_id, parcel, state, sent, received, decided, problems = row
    return ApplicationView(
        pk, identity, draft, reference, service_id, parcel, ApplicationState(state), sent, received, decided, problems,
    )  # fmt: skip


class Resumed(msgspec.Struct, frozen=True):
    """Where a code leads."""

    draft: UUID
    submitted: bool


def resume(code: ResumeCode) -> Resumed | None:
    """The draft or application of a code; ``None`` if there is none or it expired."""
    row = Draft.objects.filter(lookup=code.lookup()).values_list("uuid", "state", "expires_at").first()
    if row is None or (row[1] == DraftState.OPEN and row[2] < times.now()):
        return None
    return Resumed(row[0], row[1] == DraftState.SUBMITTED)


def applications(*, offset: int, limit: int) -> tuple[tuple[ApplicationView, ...], int]:
    """Applications for the office, newest first, and how many there are."""
    rows = Application.objects.select_related("draft").defer("copy", "draft__content").order_by("-id")
    return tuple(_application_view(row) for row in rows[offset : offset + limit]), rows.count()


def application_by_reference(reference: str) -> ApplicationView | None:
    rows = Application.objects.select_related("draft").defer("copy", "draft__content")
    row = rows.filter(reference=reference).first()
    return _application_view(row) if row else None


def references(parcels: Sequence[UUID]) -> dict[UUID, str]:
    """Reference numbers of the applications behind parcels."""
    return dict(Application.objects.filter(parcel__in=parcels).values_list("parcel", "reference"))


class SentCount(msgspec.Struct, frozen=True):
    """Applications sent in a month, by Leistungsschlüssel and authority (its internal id)."""

    key: str
    authority: int
    month: date
    count: int


def sent_counts(*, authorities: Collection[int], since: date | None) -> tuple[SentCount, ...]:
    """How many applications reached each service of these authorities, by month (Europe/Berlin); one statement."""
    rows = Application.objects.filter(service__authority_id__in=authorities)
    if since is not None:
        rows = rows.filter(sent_at__date__gte=since)
    counted = (
        rows.annotate(month=TruncMonth("sent_at", tzinfo=times.BERLIN))
        .values_list("service__service__key", "service__authority_id", "month")
        .annotate(total=Count("pk"))
    )
    return tuple(SentCount(key, authority, month.date(), total) for key, authority, month, total in counted)


def running(authority: UUID, slugs: Sequence[str]) -> tuple[UUID, ...]:
    """Services of an authority at these addresses."""
    rows = OnlineService.objects.filter(authority__uuid=authority, slug__in=slugs, valid_to__isnull=True)
    return tuple(rows.order_by("id").values_list("uuid", flat=True))


def running_for(authority: UUID, keys: Collection[str]) -> tuple[UUID, ...]:
    """Services of an authority that run for these Leistungsschlüssel."""
    rows = OnlineService.objects.filter(
        authority__uuid=authority, service__key__in=keys, valid_to__isnull=True
    )
    return tuple(rows.order_by("id").values_list("uuid", flat=True))


def draft_count() -> int:
    """Drafts that somebody may still finish."""
    return Draft.objects.filter(state=DraftState.OPEN).count()


def application_counts() -> dict[str, int]:
    """Applications by state."""
    return dict(Application.objects.values_list("state").annotate(number=Count("pk")))
