# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A citizen over HTTP: reads the pages as a browser without JavaScript does and fills in what they ask."""

import re
from collections.abc import Mapping
from typing import Final, Self

import httpx2
import msgspec
from lxml import html

from leistungswerk.forms import RawAnswers

_MOST_REQUESTS: Final = 600
"""A journey that needs more is lost in a loop."""
_ACCEPTED: Final = re.compile(
    r'^leistungswerk_usage_total\{measure="application\.accepted"\} (\S+)$', re.MULTILINE
)
_KEPT: Final = frozenset({"csrfmiddlewaretoken", "_revision"})


class JourneyError(Exception):
    """The journey cannot go on; the text says on which page and why, never an answer."""


class SampleFile(msgspec.Struct, frozen=True):
    """A file the citizen uploads."""

    filename: str
    media_type: str
    content: bytes


class Citizen:
    """One journey with one set of answers."""

    def __init__(self, base_url: str, raw: RawAnswers, files: Mapping[str, tuple[SampleFile, ...]]) -> None:
        self._client = httpx2.Client(base_url=base_url, follow_redirects=True, timeout=30.0)
        self._raw = raw
        self._files = files
        self._sent_files: set[str] = set()
        self._requests = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _get(self, path: str) -> "Sheet":
        return self._read(self._client.get(path))

    def _read(self, response: httpx2.Response) -> "Sheet":
        self._requests += 1
        if self._requests > _MOST_REQUESTS:
            raise JourneyError(f"Nach {_MOST_REQUESTS} Seiten ist kein Ende erreicht.")
        sheet = Sheet(str(response.url), html.document_fromstring(response.content))
        if response.status_code >= 400:
            raise JourneyError(f"{sheet.path}: Status {response.status_code}. {sheet.complaints()}".strip())
        return sheet

    def _post(self, sheet: "Sheet", form: html.FormElement, action: str = "") -> "Sheet":
        data = self._filled(sheet, form)
        if action:
            data["_action"] = [action]
        files = self._uploads(form)
        target = form.get("action") or sheet.url
        if files:
            return self._read(self._client.post(target, data=data, files=files))
        return self._read(self._client.post(target, data=data))

    def _filled(self, sheet: "Sheet", form: html.FormElement) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name in form.inputs.keys():  # noqa: SIM118 - iterating inputs gives elements, not names
            if name in _KEPT or name.endswith(".#"):
                data[name] = [form.fields[name] or ""]
            elif not name.startswith("_"):
                data[name] = sheet.choose(form, name, self._raw.get(name, ""))
        return data

    def _uploads(self, form: html.FormElement) -> list[tuple[str, tuple[str, bytes, str]]]:
        wanted: list[tuple[str, tuple[str, bytes, str]]] = []
        for name in form.inputs.keys():  # noqa: SIM118 - as above
            if name in self._files and name not in self._sent_files:
                self._sent_files.add(name)
                wanted.extend(
                    (name, (file.filename, file.content, file.media_type)) for file in self._files[name]
                )
        return wanted

    def fill_in(self, slug: str) -> None:
        """From the service's page to the review; rows are added where the answers have more."""
        sheet = self._get(f"/leistungen/{slug}/")
        sheet = self._post(sheet, sheet.form_to("/start/"))
        while not sheet.path.endswith("/pruefen/"):
            form = sheet.form_to("/schritt/")
            sheet = self._post(sheet, form, self._missing_row(form) or "next")
        self._review = sheet

    def _missing_row(self, form: html.FormElement) -> str:
        for name in form.inputs.keys():  # noqa: SIM118 - as above
            if name.endswith(".#") and int(self._raw.get(name, "0")) > int(form.fields[name] or 0):
                return f"add:{name.removesuffix('.#')}"
        return ""

    def submit(self) -> str:
        """Send; returns the address of the status page."""
        sheet = self._post(self._review, self._review.form_to("/absenden/"))
        if not sheet.path.endswith("/abgesendet/"):
            raise JourneyError(f"Absenden führt nach {sheet.path}. {sheet.complaints()}".strip())
        return sheet.path.replace("/abgesendet/", "/status/")

    def state_words(self, status_path: str) -> str:
        """The text of the status page."""
        return self._get(status_path).text

    def accepted(self) -> int:
        """How often a fact says that the authority took an application over; the public page tells no single one."""
        text = self._client.get("/metriken").text
        found = _ACCEPTED.search(text)
        return int(float(found.group(1))) if found else 0


class Sheet:
    """A page as it came."""

    def __init__(self, url: str, tree: html.HtmlElement) -> None:
        self.url: Final = url
        self.tree: Final = tree
        self.path: Final = httpx2.URL(url).path

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def complaints(self) -> str:
        """What the error summary says."""
        found = self.tree.find_class("lw-errors")
        return " ".join(found[0].text_content().split()) if found else ""

    def form_to(self, part: str) -> html.FormElement:
        """The form whose address contains ``part``."""
        for form in self.tree.forms:
            if part in (form.get("action") or ""):
                return form
        raise JourneyError(f"{self.path}: Hier fehlt ein Formular nach {part}. {self.complaints()}".strip())

    def choose(self, form: html.FormElement, name: str, value: str) -> list[str]:
        """What the browser would send for ``value``; a choice the page does not offer ends the journey."""
        element = form.inputs[name]
        if isinstance(element, html.RadioGroup):
            return self._offered(name, [value] if value else [], list(element.value_options))
        if isinstance(element, html.CheckboxGroup):
            return self._offered(name, value.split("\n") if value else [], list(element.value_options))
        if isinstance(element, html.SelectElement):
            return self._offered(name, [value], [option or "" for option in element.value_options])
        if isinstance(element, html.InputElement) and element.get("type") == "file":
            return []
        return [value]

    def _offered(self, name: str, wanted: list[str], offered: list[str]) -> list[str]:
        if missing := set(wanted) - set(offered):
            raise JourneyError(f"{self.path}: Das Feld {name} bietet {len(missing)} nötige Werte nicht an.")
        return wanted
