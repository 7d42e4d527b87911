# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of an instance: one typed object, read once from the environment.

Every variable may be given as ``NAME`` or as ``NAME_FILE`` (path of a file that holds the value), so secrets
need not stand in the environment.
"""

import os
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

FOLDERS = ("db", "blobs", "keys", "cache", "reports", "sandbox", "receiver", "playground")


class SettingsError(ValueError):
    """A setting cannot be used; the text names it and the remedy."""


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for the instance (imprint, § 5 DDG). Empty: pages say that the detail is missing."""

    name: str = ""
    address: str = ""
    representative: str = ""
    email: str = ""
    phone: str = ""


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How mail leaves (:mod:`leistungswerk.core.mail`) and where answers come back to."""

    adapter: str = "null"
    """Name of the adapter (``leistungswerk.mail``); ``null`` keeps every mail here and sends none."""
    host: str = "127.0.0.1"
    port: int = 587
    tls: str = "starttls"
    """``starttls``, ``tls`` (from the first byte) or ``none`` (only to a server on the same machine)."""
    user: str = ""
    password: str = ""
    address: str = "support@localhost"
    """Sender of every mail, and where answers are received."""
    folder: str = ""
    """Where the adapter ``folder`` writes mails instead of sending them."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an instance must know before it starts."""

    data: Path
    """Folder of all data; see :data:`FOLDERS`."""
    base_url: str
    """Public address without trailing slash; part of every ``schemaUri``."""
    database_url: str
    """Empty: SQLite in ``data/db``; otherwise ``postgresql://…``."""
    secret_key: str
    synchronous: str
    """SQLite durability: FULL (every confirmation is on disk) or NORMAL."""
    assets: Path
    """Folder of built static files."""
    release_policy: str
    """``gate``: gate 2 of a Vorhaben releases a form; ``office``: a person with the grant does, for instances
    without the programme; ``rehearsal``: a throw-away instance releases its own form."""
    demo: bool
    """Mark every page as demonstration."""
    draft_days: int
    """Days after the last change until a draft is deleted."""
    upload_bytes: int
    """Upper limit of one request with uploads, in bytes."""
    fetch: str
    """Name of the adapter that fetches code lists (``leistungswerk.fetch``); ``null`` switches fetching off."""
    fetch_url: str
    """Address of the repository; empty: the adapter's own."""
    links: str
    """Name of the adapter that asks whether foreign pages answer (``leistungswerk.links``); ``null``: none is asked."""
    portal_url: str
    """The Land's portal, where texts about services are kept; our pages point there."""
    operator: Operator
    mail: MailSettings
    contact_days: int
    """Days after the end of a ticket until the contact data of who asked are deleted."""
    log_level: str
    country_header: str
    """Name of the header in which the operator's proxy tells the country of a caller; empty: nobody tells it."""
    metrics_token: str
    """Who may read the numbers for operators from elsewhere; empty: only callers on this machine."""

    @property
    def fonts(self) -> Path:
        """Folder of the fonts for documents, built beside the static files."""
        return self.assets.parent / "fonts"

    @property
    def locale(self) -> Path:
        """Folder of the compiled message catalogues, built beside the static files."""
        return self.assets.parent / "locale"

    @property
    def key_pool(self) -> Path:
        """Folder of RSA keys made at set-up, for demonstration, rehearsal and tests only."""
        return self.assets.parent / "keys"

    @property
    def secure(self) -> bool:
        """Cookies travel by TLS only where the public address says so."""
        return self.base_url.startswith("https://")

    def folder(self, name: str) -> Path:
        """A folder of the data folder; created on first use."""
        if name not in FOLDERS:
            raise SettingsError(f"Unbekannter Datenordner „{name}“.")
        path = self.data / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path


def _value(env: Mapping[str, str], name: str, default: str = "") -> str:
    if file := env.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingsError(f"{name}_FILE: Die Datei {file} lässt sich nicht lesen.") from error
    return env.get(name, default)


def _integer(env: Mapping[str, str], name: str, default: int) -> int:
    text = _value(env, name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name}: „{text}“ ist keine positive ganze Zahl.")
    return int(text)


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = _value(env, name, choices[0])
    if text not in choices:
        raise SettingsError(f"{name}: „{text}“ ist nicht vorgesehen; möglich sind {', '.join(choices)}.")
    return text


def _secret_key(env: Mapping[str, str], data: Path) -> str:
    if given := _value(env, "LEISTUNGSWERK_SECRET_KEY"):
        return given
    path = data / "keys" / "secret_key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # "x": of two processes starting at once one writes, the other reads.
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _mail(env: Mapping[str, str], data: Path) -> MailSettings:
    prefix = "LEISTUNGSWERK_MAIL"
    address = _value(env, f"{prefix}_ADDRESS", "support@localhost")
    if not re.fullmatch(r"[^@\s<>,;:]+@[^@\s<>,;:]+", address):
        raise SettingsError(f"{prefix}_ADDRESS: „{address}“ ist keine E-Mail-Adresse.")
    return MailSettings(
        adapter=_value(env, prefix, "null"),
        host=_value(env, f"{prefix}_HOST", "127.0.0.1"),
        port=_integer(env, f"{prefix}_PORT", 587),
        tls=_choice(env, f"{prefix}_TLS", ("starttls", "tls", "none")),
        user=_value(env, f"{prefix}_USER"),
        password=_value(env, f"{prefix}_PASSWORD"),
        address=address,
        folder=str(Path(_value(env, f"{prefix}_FOLDER", str(data / "mail"))).resolve()),
    )


def read_settings(env: Mapping[str, str]) -> Settings:
    """Settings from ``env``; raises :class:`SettingsError` with name and remedy."""
    root = Path(__file__).resolve().parents[3]
    data = Path(_value(env, "LEISTUNGSWERK_DATA", "var")).resolve()
    return Settings(
        data=data,
        base_url=_value(env, "LEISTUNGSWERK_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        database_url=_value(env, "LEISTUNGSWERK_DATABASE_URL"),
        secret_key=_secret_key(env, data),
        synchronous=_choice(env, "LEISTUNGSWERK_SYNCHRONOUS", ("FULL", "NORMAL")),
        assets=Path(_value(env, "LEISTUNGSWERK_ASSETS", str(root / ".cache" / "assets"))),
        release_policy=_choice(env, "LEISTUNGSWERK_RELEASE_POLICY", ("gate", "office", "rehearsal")),
        demo=_value(env, "LEISTUNGSWERK_DEMO") == "1",
        draft_days=_integer(env, "LEISTUNGSWERK_DRAFT_DAYS", 30),
        upload_bytes=_integer(env, "LEISTUNGSWERK_UPLOAD_BYTES", 25 * 1024 * 1024),
        fetch=_value(env, "LEISTUNGSWERK_FETCH", "xrepository"),
        fetch_url=_value(env, "LEISTUNGSWERK_FETCH_URL").rstrip("/"),
        mail=_mail(env, data),
        contact_days=_integer(env, "LEISTUNGSWERK_CONTACT_DAYS", 90),
        links=_value(env, "LEISTUNGSWERK_LINKS", "null"),
        country_header=_value(env, "LEISTUNGSWERK_COUNTRY_HEADER"),
        metrics_token=_value(env, "LEISTUNGSWERK_METRICS_TOKEN"),
        log_level=_choice(env, "LEISTUNGSWERK_LOG_LEVEL", ("info", "warning", "error")),
        portal_url=_value(env, "LEISTUNGSWERK_PORTAL_URL", "https://portal.rlp.de").rstrip("/"),
        operator=Operator(
            **{
                name: _value(env, f"LEISTUNGSWERK_OPERATOR_{name.upper()}")
                for name in Operator.__struct_fields__
            }
        ),
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)
