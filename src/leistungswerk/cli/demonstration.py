# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a demonstration instance holds: a destination, a schema of our own, three bodies, two accounts.

Keys, names and territories are facts; contact data, people and passwords are invented and marked „Demodaten“.
"""

import secrets
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.cli.terminal import say
from leistungswerk.core import playground
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.playground import Login
from leistungswerk.core.settings import settings
from leistungswerk.register.entries import AuthorityEntry, ImportFile

_FOLDER: Final = Path(__file__).resolve().parents[3] / "demo"
_TEXTS: Final = _FOLDER / "leistungstexte.xml"
_CONNECTION: Final = "Demo-Fachverfahren Hundesteuer (FIT-Connect-Sandbox)"
_EDITOR: Final = frozenset(Permission)
_READER: Final = frozenset({Permission.SEE_DELIVERIES})


class Demo(msgspec.Struct, frozen=True):
    """``demo/demo.json``: a Leistung, its schema (files beside it) and the bodies that execute it."""

    leistungsschluessel: str
    leistung: str
    schema: str
    codelists: str
    rules: str
    bodies: tuple[AuthorityEntry, ...]


class State(msgspec.Struct, frozen=True):
    """What must be the same at the next start; lies in ``keys/demo.json``."""

    client_id: str
    client_secret: str
    destination_id: str
    logins: tuple[Login, ...]


def description() -> Demo:
    return msgspec.json.decode((_FOLDER / "demo.json").read_bytes(), type=Demo)


def _state_path() -> Path:
    return settings().folder("keys") / "demo.json"


def _state() -> State:
    return msgspec.json.decode(_state_path().read_bytes(), type=State)


def provision_sandbox(port: int, platform: str) -> None:
    """Give the sandbox a sender, and a destination whose private keys only the receiver holds.

    A later start renews the secrets and keeps destination, submissions and logins.
    """
    from leistungswerk.delivery.sandbox_setup import SandboxSetup, set_up

    demo, path = description(), _state_path()
    known = _state() if path.exists() else None
    sender = set_up(
        SandboxSetup(
            sandbox=settings().folder("sandbox"),
            receiver=settings().folder("receiver"),
            key_pool=settings().key_pool,
            sandbox_url=f"http://127.0.0.1:{port}",
            platform_url=platform,
            keys=(demo.leistungsschluessel,),
            regions=tuple(body.ars for body in demo.bodies),
            destination_id=known.destination_id if known else None,
        )
    )
    logins = known.logins if known else _new_logins()
    path.touch(mode=0o600)
    path.write_bytes(
        msgspec.json.encode(State(sender.client_id, sender.client_secret, sender.destination_id, logins))
    )


def _new_logins() -> tuple[Login, ...]:
    return (
        Login("redaktion", secrets.token_urlsafe(9), "Demo-Redaktion"),
        Login("einsicht", secrets.token_urlsafe(9), "Demo-Einsicht"),
    )


def prepare(port: int, *, story: bool = True) -> None:
    """Import, release and publish, and with ``story`` tell the Vorhaben; the first finds what is there already."""
    from leistungswerk.cli import demo_news
    from leistungswerk.core import accounts
    from leistungswerk.delivery import services as delivery
    from leistungswerk.enablement.site.services import start_texts
    from leistungswerk.register import services as register

    demo, state = description(), _state()
    for login, grants in zip(state.logins[:2], (_EDITOR, _READER), strict=True):
        accounts.ensure_account(
            OPERATOR, username=login.username, password=login.password, name=login.name, grants=grants
        )
    register.ensure_service(OPERATOR, key=demo.leistungsschluessel, name=demo.leistung)
    for entry in demo.bodies:
        register.ensure_authority(OPERATOR, entry=entry)
    connection = delivery.ensure_connection(
        OPERATOR,
        name=_CONNECTION,
        adapter="fitconnect",
        options={
            "base": f"http://127.0.0.1:{port}",
            "client_id": state.client_id,
            "destination_id": state.destination_id,
        },
        secret=state.client_secret,
    )
    delivery.check_connection(OPERATOR, connection=connection)
    _publish(demo)
    demo_news.tell([body.name for body in demo.bodies])
    if story:
        _tell_story(state)
        start_texts.bring(OPERATOR)  # those of the Ressorts the story has brought
        _describe()
    if playground.standing() is not None:
        _keep_beginning()


def is_told() -> bool:
    """Whether the Vorhaben were told at an earlier start."""
    from leistungswerk.cli.story import tell

    return tell.is_told()


def _tell_story(state: State) -> None:
    """The Vorhaben of the Land, once; some of its people can sign in."""
    from leistungswerk.cli.story.own_way import OwnForm
    from leistungswerk.cli.story.tell import sign_in, tell
    from leistungswerk.delivery import queries as delivery
    from leistungswerk.online import queries as online

    say("· Die Vorhaben des Landes werden erzählt (einmalig, etwa eine halbe Minute) …")
    connection = delivery.connection_by_name(_CONNECTION)
    assert connection is not None
    cast = tell(OwnForm(online.form_versions()[0].uuid, connection.uuid))
    people = tuple(Login(*login) for login in sign_in(cast))
    _state_path().write_bytes(
        msgspec.json.encode(msgspec.structs.replace(state, logins=(*state.logins[:2], *people)))
    )


def _describe() -> None:
    """Lagen of the catalogue (facts) and texts about services (invented), through the importers; nothing new is nothing."""
    from leistungswerk.core import times
    from leistungswerk.register.importers import make_plan
    from leistungswerk.register.kinds import ImportKind
    from leistungswerk.register.services import run_plan

    catalogue = [
        ImportFile(path.name, path.read_bytes()) for path in sorted((_FOLDER / "katalog").glob("*.csv"))
    ]
    texts = [ImportFile(_TEXTS.name, _TEXTS.read_bytes())]
    for kind, files in ((ImportKind.CATALOGUE, catalogue), (ImportKind.XZUFI, texts)):
        plan = make_plan(kind, files, times.legal_day(times.now()))
        if plan.changes:
            run_plan(OPERATOR, plan=plan)


def _publish(demo: Demo) -> None:
    from leistungswerk.delivery import queries as delivery
    from leistungswerk.online import queries as online
    from leistungswerk.online.services import publishing, releasing
    from leistungswerk.online.states import ReleasePolicy
    from leistungswerk.register import queries as register
    from leistungswerk.register.services import import_schema

    running = {(service.key, service.authority.name) for service in online.services()}
    schema = _FOLDER / demo.schema
    lists = sorted((_FOLDER / demo.codelists).glob("*.xml"))
    if all((demo.leistungsschluessel, body.name) in running for body in demo.bodies):
        return
    imported = import_schema(
        OPERATOR,
        schema=ImportFile(schema.name, schema.read_bytes()),
        codelists=[ImportFile(path.name, path.read_bytes()) for path in lists],
    )
    document = imported.document.uuid
    releasing.adopt(OPERATOR, document=document, rules=(_FOLDER / demo.rules).read_bytes(), note="Demodaten")
    form = publishing.create_form_version(OPERATOR, document=document)
    publishing.publish_form(OPERATOR, form_version=form, policy=ReleasePolicy.OFFICE)
    connection = delivery.connection_by_name(_CONNECTION)
    assert connection is not None
    for body in demo.bodies:
        authority = register.authority_by_name(body.name)
        assert authority is not None
        publishing.publish_service(
            OPERATOR,
            binding=publishing.Binding(
                form, demo.leistungsschluessel, authority.uuid, body.ars, connection.uuid
            ),
        )


def _keep_beginning() -> None:
    """What was prepared is where the playground returns to; its accounts stand on the sign-in page."""
    from leistungswerk.core import playground_reset

    first = not playground.is_ready()
    playground.show_logins(_state().logins)
    playground_reset.take(OPERATOR, renew=first)


def announce(address: str, sandbox_port: int) -> None:
    """Addresses and logins, the first thing to see."""
    say()
    say(
        "[bold]Leistungswerk läuft.[/bold] Demodaten: Personen, Kontakte und Zahlen sind erfunden.",
        markup=True,
    )
    say(f"  Portal             {address}/")
    say(f"  Verwaltung         {address}/verwaltung/")
    for login in _state().logins:
        say(f"                     {login.username} / {login.password}  ({login.name})")
    say(f"  FIT-Connect-Sandbox http://127.0.0.1:{sandbox_port}/")
    say(f"  Fachverfahren      {settings().data / 'receiver'}")
    say("Beenden mit Strg+C.")
