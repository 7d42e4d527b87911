# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The delivery port spoken as FIT-Connect v2."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from django.utils.translation import gettext as _

from leistungswerk import __version__
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure, TemporaryFailure
from leistungswerk.core.ports import (
    ForeignIds,
    Problem,
    Receipt,
    ReceiptKind,
    SealedParcel,
    Target,
    TargetService,
)
from leistungswerk.standards.fitconnect import transport
from leistungswerk.standards.fitconnect.client import SenderClient
from leistungswerk.standards.fitconnect.constants import DestinationStatus, Endpoints, Environment
from leistungswerk.standards.fitconnect.events import (
    AuthenticationTags,
    Event,
    EventLog,
    EventProblem,
    SecurityEvent,
    tags_of,
)
from leistungswerk.standards.fitconnect.jose import check_public_key
from leistungswerk.standards.fitconnect.wire import PublicService

_KINDS = {
    Event.SUBMIT: ReceiptKind.SUBMITTED,
    Event.ACCEPT: ReceiptKind.ACCEPTED,
    Event.REJECT: ReceiptKind.REJECTED,
}


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Options of a connection. Either ``environment`` (test, stage, prod) or ``base``, our sandbox's address."""

    client_id: str
    destination_id: str
    environment: str = ""
    base: str = ""

    def endpoints(self) -> Endpoints:
        if self.environment:
            return Environment(self.environment).endpoints
        return Endpoints.of_sandbox(self.base)


def _read_options(options: Mapping[str, str]) -> Options:
    try:
        read = msgspec.convert(dict(options), Options)
        uuid.UUID(read.destination_id)
        if bool(read.environment) == bool(read.base):
            raise ConfigurationFailure(_("Geben Sie entweder die Umgebung oder die Adresse der Sandbox an."))
        read.endpoints()
    except (msgspec.ValidationError, ValueError) as error:
        text = _("Die Angaben zur FIT-Connect-Verbindung passen nicht: %(reason)s") % {"reason": error}
        raise ConfigurationFailure(text) from error
    return read


@contextmanager
def _typed() -> Iterator[None]:
    """Failures of FIT-Connect in the words of the port."""
    try:
        yield
    except transport.TemporaryProblem as error:
        raise TemporaryFailure(str(error), retry_after=error.retry_after) from error
    except transport.ConfigurationProblem as error:
        raise ConfigurationFailure(str(error)) from error
    except transport.PermanentProblem as error:
        raise PermanentFailure(str(error)) from error
    except EventProblem as error:
        # A log that cannot be trusted is no receipt; somebody must look at it.
        text = _("Das Ereignisprotokoll lässt sich nicht bestätigen: %(reason)s") % {"reason": error}
        raise ConfigurationFailure(text) from error


class FitConnectDelivery:
    """One destination of FIT-Connect, seen as sender."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._options = _read_options(options)
        self._client = SenderClient(
            self._options.endpoints(),
            transport.Credentials(self._options.client_id, secret),
            user_agent=f"Leistungswerk/{__version__}",
        )

    def check(self) -> tuple[Problem, ...]:
        """Ask for destination and key; a key that may not be used is told with every reason."""
        with _typed():
            destination = self._client.get_destination(self._options.destination_id)
            if destination.status is not DestinationStatus.ACTIVE:
                text = _(
                    "Der Zustellpunkt ist nicht aktiv (Status „%(status)s“). Aktivieren Sie ihn beim Zustelldienst."
                )
                return (Problem(text % {"status": destination.status.value}),)
            if not destination.encryption_kid:
                text = _("Der Zustellpunkt hat keinen Verschlüsselungsschlüssel. Hinterlegen Sie dort einen.")
                return (Problem(text),)
            key = self._client.get_key(self._options.destination_id, destination.encryption_kid)
        words = _("Schlüssel des Zustellpunkts: %(reason)s")
        return tuple(Problem(words % {"reason": text}) for text in check_public_key(key))

    def target(self) -> Target:
        with _typed():
            destination = self._client.get_destination(self._options.destination_id)
            if not destination.encryption_kid:
                raise ConfigurationFailure(_("Der Zustellpunkt hat keinen Verschlüsselungsschlüssel."))
            key = self._client.get_key(self._options.destination_id, destination.encryption_kid)
        jwk = msgspec.json.decode(key.to_json(), type=dict[str, object])
        return Target(
            active=destination.status is DestinationStatus.ACTIVE,
            kid=key.kid,
            jwk=jwk,
            services=tuple(
                TargetService(
                    service.identifier, tuple(region.removeprefix("DE") for region in service.regions)
                )
                for service in destination.public_services
            ),
        )

    def announce(self, parcel: SealedParcel) -> ForeignIds:
        with _typed():
            announced = self._client.announce(
                self._options.destination_id,
                public_service=PublicService(parcel.service_name, parcel.service_identifier),
                attachments=[str(item.id) for item in parcel.attachments],
                region=f"DE{parcel.region}",
            )
        return ForeignIds(announced.submission_id, announced.case_id)

    def transmit(self, parcel: SealedParcel, ids: ForeignIds) -> None:
        """Attachments first, then the submission. A repeat after a lost answer finds it submitted."""
        with _typed():
            try:
                for item in parcel.attachments:
                    self._client.put_attachment(ids.submission, str(item.id), item.read().decode("ascii"))
                self._client.submit(ids.submission, metadata=parcel.metadata, data=parcel.data)
            except transport.StateConflict:
                if self._log(ids).find(Event.SUBMIT) is None:
                    raise

    def _log(self, ids: ForeignIds) -> EventLog:
        return self._client.event_log(
            ids.case, submission_id=ids.submission, destination_id=self._options.destination_id
        )

    def receipts(self, parcel: SealedParcel, ids: ForeignIds) -> tuple[Receipt, ...]:
        """Verified events of the case. Their authentication tags must be those of what we sent."""
        with _typed():
            log = self._log(ids)
            events = [event for event in log.events if event.event in _KINDS]
            for event in events:
                _compare(event, parcel)
        return tuple(_receipt(event) for event in events)


def _compare(event: SecurityEvent, parcel: SealedParcel) -> None:
    if event.tags is None:
        return
    sent = tags_of(parcel.metadata, parcel.data, {})
    ours = AuthenticationTags(
        sent.metadata, sent.data, {str(item.id): item.tag for item in parcel.attachments}
    )
    ours.check(event.tags)


def _receipt(event: SecurityEvent) -> Receipt:
    return Receipt(
        id=event.jti,
        kind=_KINDS[event.event],
        at=event.issued_at,
        evidence=event.token,
        problems=tuple(str(problem) for problem in event.problems),
    )
