# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Token endpoint, JWKS and the Destination API: Zustellpunkte and their keys."""

from __future__ import annotations

import re
import sqlite3
import uuid
from typing import Final

import msgspec
from werkzeug.wrappers import Response

from leistungswerk.standards.fitconnect.constants import (
    KEY_ENCRYPTION,
    METADATA_VERSION,
    MINIMUM_MODULUS,
    SERVICE_PREFIX,
    SIGNATURE,
    TOKEN_SECONDS,
    DestinationStatus,
    ProblemType,
)
from leistungswerk.standards.fitconnect.jose import Jwk, check_public_key
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.access import authenticate
from leistungswerk.standards.fitconnect.sandbox.context import Call, answer, nothing
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal
from leistungswerk.standards.fitconnect.wire import (
    ContactInformation,
    Destination,
    DestinationService,
    JwkSet,
)

_FORM_BYTES: Final = 64 * 1024
_REGION: Final = re.compile(r"DE\d{0,12}")


class _TokenAnswer(msgspec.Struct, frozen=True):
    access_token: str
    expires_in: int
    scope: str
    token_type: str = "Bearer"  # noqa: S105 - the kind of token, not a secret


class NewDestination(msgspec.Struct, frozen=True, rename="camel"):
    """Body of ``POST /v2/destinations``; the service gives the id."""

    public_services: tuple[DestinationService, ...]
    contact_information: ContactInformation | None = None
    metadata_versions: tuple[str, ...] = (METADATA_VERSION,)


class DestinationChange(msgspec.Struct, frozen=True, rename="camel"):
    """Body of ``PATCH /v2/destinations/{id}``: what is absent stays."""

    status: DestinationStatus | None = None
    encryption_kid: str | None = None
    public_services: tuple[DestinationService, ...] | None = None


def issue_token(call: Call) -> Response:
    """OAuth 2 client credentials in the form body (standards.md 6.1)."""
    call.request.max_content_length = _FORM_BYTES
    form = call.request.form
    if form.get("grant_type") != "client_credentials":
        raise Refusal(
            400, ProblemType.REQUEST_INVALID, "grant_type muss client_credentials sein, im Formularinhalt."
        )
    client_id = form.get("client_id", "")
    with call.service.store.reading() as db:
        client = authenticate(db, client_id, form.get("client_secret", ""))
    if client is None:
        raise Refusal(401, ProblemType.UNAUTHORIZED, "client_id oder client_secret ist falsch.")
    token = call.service.tokens.issue(client_id, call.service.now() + TOKEN_SECONDS)
    return answer(_TokenAnswer(token, TOKEN_SECONDS, " ".join(sorted(client.scopes))))


def service_keys(call: Call) -> Response:
    return answer(JwkSet((call.service.jwk,)))


def create_destination(call: Call) -> Response:
    body = call.read(NewDestination)
    check_services(body.public_services)
    view = Destination(
        destination_id=str(uuid.uuid4()),
        status=DestinationStatus.CREATED,
        metadata_versions=body.metadata_versions,
        public_services=body.public_services,
        contact_information=body.contact_information,
    )
    with call.service.store.writing() as db:
        records.save_destination(db, call.client.client_id, view, call.service.now())
    return answer(view, 201)


def show_destination(call: Call, destination_id: str) -> Response:
    with call.service.store.reading() as db:
        return answer(get_destination(db, destination_id).view)


def change_destination(call: Call, destination_id: str) -> Response:
    """Activate, deactivate, change key or services."""
    body = call.read(DestinationChange)
    with call.service.store.writing() as db:
        row = own_destination(call, db, destination_id)
        view = msgspec.structs.replace(
            row.view,
            status=body.status or row.view.status,
            encryption_kid=body.encryption_kid or row.view.encryption_kid,
            public_services=row.view.public_services
            if body.public_services is None
            else body.public_services,
        )
        check_services(view.public_services)
        check_activation(db, view)
        records.save_destination(db, row.client_id, view, call.service.now())
    return answer(view)


def list_keys(call: Call, destination_id: str) -> Response:
    with call.service.store.reading() as db:
        get_destination(db, destination_id)
        return answer(JwkSet(records.list_keys(db, destination_id)))


def show_key(call: Call, destination_id: str, kid: str) -> Response:
    with call.service.store.reading() as db:
        get_destination(db, destination_id)
        key = records.find_key(db, destination_id, kid)
    if key is None:
        raise Refusal(404, ProblemType.KEY_NOT_FOUND, f"Der Zustellpunkt hat keinen Schlüssel „{kid}“.")
    return answer(key)


def add_key(call: Call, destination_id: str) -> Response:
    """Add a public encryption or signature key; a ``kid`` never changes its key."""
    key = call.read(Jwk)
    check_key(key)
    with call.service.store.writing() as db:
        own_destination(call, db, destination_id)
        known = records.find_key(db, destination_id, key.kid)
        if known is not None and known != key:
            raise Refusal(
                409, ProblemType.KEY_INVALID, f"Die kid „{key.kid}“ gehört schon einem anderen Schlüssel."
            )
        records.save_key(db, destination_id, key)
    return nothing()


def get_destination(db: sqlite3.Connection, destination_id: str) -> records.DestinationRow:
    """Raises :class:`Refusal` (404)."""
    row = records.find_destination(db, destination_id)
    if row is None:
        raise Refusal(
            404, ProblemType.DESTINATION_NOT_FOUND, f"Es gibt keinen Zustellpunkt {destination_id}."
        )
    return row


def own_destination(call: Call, db: sqlite3.Connection, destination_id: str) -> records.DestinationRow:
    """A destination of the calling client. Raises :class:`Refusal` (404, 403)."""
    row = get_destination(db, destination_id)
    if row.client_id != call.client.client_id:
        raise Refusal(403, ProblemType.FORBIDDEN, "Dieser Zustellpunkt gehört einem anderen Client.")
    return row


def check_key(key: Jwk) -> None:
    """Raises :class:`Refusal` (422) for a key that FIT-Connect would not take (standards.md 6.4)."""
    if key.alg == KEY_ENCRYPTION:
        problems = check_public_key(key)
    elif key.alg == SIGNATURE and key.key_ops == ("verify",) and not key.is_private:
        problems = () if len(key.n) >= MINIMUM_MODULUS else ("Der Modulus n ist kürzer als 4096 Bit.",)
    else:
        problems = (f"Erlaubt sind öffentliche Schlüssel {KEY_ENCRYPTION}/wrapKey und {SIGNATURE}/verify.",)
    if problems:
        raise Refusal(422, ProblemType.KEY_INVALID, " ".join(problems))


def check_services(services: tuple[DestinationService, ...]) -> None:
    """Raises :class:`Refusal` (422)."""
    for service in services:
        if not re.fullmatch(re.escape(SERVICE_PREFIX) + r"99\d{12}", service.identifier):
            raise Refusal(
                422,
                ProblemType.DESTINATION_INVALID,
                f"„{service.identifier}“ ist keine Leistung; erwartet wird {SERVICE_PREFIX} und "
                "der 14-stellige Leistungsschlüssel.",
            )
        for region in service.regions:
            if not _REGION.fullmatch(region):
                raise Refusal(
                    422,
                    ProblemType.DESTINATION_INVALID,
                    f"„{region}“ ist kein Gebiet; erwartet wird DE und ARS-Ziffern.",
                )


def check_activation(db: sqlite3.Connection, view: Destination) -> None:
    """An active destination has services and an encryption key. Raises :class:`Refusal` (422)."""
    key = records.find_key(db, view.destination_id, view.encryption_kid) if view.encryption_kid else None
    if view.encryption_kid and (key is None or key.alg != KEY_ENCRYPTION):
        raise Refusal(
            422,
            ProblemType.KEY_NOT_FOUND,
            f"encryptionKid „{view.encryption_kid}“ ist kein hinterlegter Schlüssel.",
        )
    if view.status is DestinationStatus.ACTIVE and (key is None or not view.public_services):
        raise Refusal(
            422,
            ProblemType.DESTINATION_INVALID,
            "Aktiv werden kann der Zustellpunkt erst mit Verschlüsselungsschlüssel (encryptionKid) und Leistung.",
        )
