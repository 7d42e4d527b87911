# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Template tags shared by portal and office: points in time, states, bar charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import msgspec
from django import template
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from leistungswerk.enablement.guidance import handbook, terms
from leistungswerk.forms import language
from leistungswerk.web import languages

register = template.Library()

_MOMENT_FORMAT = _("j. F Y, H:i \\U\\h\\r")
_DAY_FORMAT = _("j. F Y")
"""Django's date letters; each language gives its own order in the catalogue."""


class Level(StrEnum):
    """The four colours of KERN; colour is never the only sign, the word stands beside it."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class Badge(msgspec.Struct, frozen=True):
    """How a state is shown: its official word and its colour."""

    text: str | Promise
    level: Level


STATES: dict[str, Badge] = {
    # Antrag
    "sent": Badge(_("Abgesendet"), Level.INFO),
    "received": Badge(_("Eingegangen"), Level.SUCCESS),
    "accepted": Badge(_("Angenommen"), Level.SUCCESS),
    "rejected": Badge(_("Zurückgewiesen"), Level.DANGER),
    "delayed": Badge(_("Verzögert"), Level.WARNING),
    # Zustellung
    "pending": Badge(_("Wartet"), Level.INFO),
    "running": Badge(_("In Arbeit"), Level.INFO),
    "awaiting_receipt": Badge(_("Wartet auf Empfangsbestätigung"), Level.INFO),
    "done": Badge(_("Zugestellt"), Level.SUCCESS),
    "dead": Badge(_("Angehalten"), Level.DANGER),
    # Formularfassung und Online-Dienst
    "candidate": Badge(_("Kandidat"), Level.WARNING),
    "published": Badge(_("Freigegeben"), Level.SUCCESS),
    "withdrawn": Badge(_("Zurückgezogen"), Level.DANGER),
    "active": Badge(_("Aktiv"), Level.SUCCESS),
    "inactive": Badge(_("Nicht aktiv"), Level.WARNING),
    # Vorhaben
    "deferred": Badge(_("Zurückgestellt"), Level.WARNING),
    "not_digitisable": Badge(_("Nicht digitalisierbar"), Level.WARNING),
    "completed": Badge(_("Abgeschlossen"), Level.SUCCESS),
    "abandoned": Badge(_("Beendet"), Level.DANGER),
    # Beratung
    "requested": Badge(_("Wartet auf Beratung"), Level.WARNING),
    "assigned": Badge(_("In Beratung"), Level.INFO),
    "answered": Badge(_("Beantwortet"), Level.SUCCESS),
    "closed": Badge(_("Abgeschlossen"), Level.SUCCESS),
    # Prüfung
    "ok": Badge(_("In Ordnung"), Level.SUCCESS),
    "failed": Badge(_("Nicht bestanden"), Level.DANGER),
    "unchecked": Badge(_("Nicht geprüft"), Level.WARNING),
}


class Bar(msgspec.Struct, frozen=True):
    """One bar in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    """Where the number above the bar is centred."""
    foot: float
    """Where it stands."""
    label: str
    count: int


_QUOTES: Final = (("„", "“"), ("“", "”"))
"""Around the name of a field, in German and in English."""
_CHART_WIDTH, _CHART_HEIGHT, _CHART_TOP = 720, 200, 28
_WIDEST_STEP = 56
"""Width of a bar with its gap: a few days make a small chart, not clumsy bars."""
_MOST_LABELLED = 7
"""With more bars the numbers above them would be too small on a phone; the table has them all."""


@register.simple_tag
def moment(at: datetime | None, empty: str = "–") -> SafeString | str:
    """A point in time in local form with its machine form; ``empty`` where there is none yet."""
    if not at:
        return empty
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return format_html(
        '<time datetime="{}">{}</time>', at.isoformat(), formats.date_format(local, str(_MOMENT_FORMAT))
    )


@register.simple_tag
def day(on: date | None, empty: str = "–") -> SafeString | str:
    """A day in local form with its machine form."""
    if not on:
        return empty
    return format_html(
        '<time datetime="{}">{}</time>', on.isoformat(), formats.date_format(on, str(_DAY_FORMAT))
    )


@register.simple_tag
def moments(begin: datetime, end: datetime) -> SafeString:
    """From a moment to a moment in local form; within a legal day the day is said once."""
    first, last = timezone.localtime(begin), timezone.localtime(end)
    if first.date() != last.date():
        return format_html("{} – {}", moment(begin), moment(end))
    said = _("%(day)s, %(begin)s bis %(end)s Uhr") % {
        "day": formats.date_format(first, str(_DAY_FORMAT)),
        "begin": formats.date_format(first, "H:i"),
        "end": formats.date_format(last, "H:i"),
    }
    return format_html('<time datetime="{}">{}</time>', begin.isoformat(), said)


@register.filter
def spoken(text: str | Promise) -> SafeString:
    """A message or answer of the form machine with its German parts named as German."""
    return mark_safe(language.spoken(str(text)))  # noqa: S308 - escaped there


@register.inclusion_tag("parts/badge.html")
def state_badge(state: str) -> dict[str, object]:
    """The badge of a state; a dash without one. A state without a word is shown as it is: better strange than silent."""
    badge = STATES.get(str(state), Badge(str(state), Level.INFO))
    return {"text": badge.text, "level": badge.level.value}


@register.inclusion_tag("parts/badge.html")
def badge(level: str, text: str) -> dict[str, object]:
    """A badge with a text of the page."""
    return {"text": text, "level": Level(level).value}


@register.inclusion_tag("parts/guide.html")
def guide(what: str) -> dict[str, object]:
    """Link to the how-to for a page (``here:rollout``), gate (``gate:G1``), duty, item or error."""
    return {"article": handbook.about(what, languages.current())}


@register.inclusion_tag("parts/term.html", takes_context=True)
def term(context: template.Context, label: str | Promise) -> dict[str, object]:
    """Help at a field of the office whose label is an official term; nothing elsewhere, nothing in the portal."""
    inside = "actor" in context
    return {"help": terms.help_at(str(label), languages.current()) if inside else None}


@register.simple_tag
def optional() -> SafeString:
    """The mark at the label of a field that may stay empty; the form machine writes the same one."""
    return format_html('<span class="kern-label__optional">{}</span>', _("(freiwillig)"))


@register.simple_tag(takes_context=True)
def refused_at(context: template.Context, name: str, label: str | Promise, message: str = "") -> str:
    """What is wrong with the field ``name``: ``message``, or what an error of the page says of it.

    An error means a field by its id, or by beginning with its label as refusals do: „Titel“ fehlt. The latter holds
    only for a field that was sent, so a second form of the page stays as it is.
    """
    request = context.get("request")
    sent = request is not None and (name in request.POST or name in request.FILES)
    begin = tuple(f"{left}{label}{right}" for left, right in _QUOTES)
    for error in () if message else context.get("errors") or ():
        said = str(error["message"])
        if error["id"] == name or (sent and not error["id"] and said.startswith(begin)):
            return said
    return message


@register.inclusion_tag("parts/bar_chart.html")
def bar_chart(rows: Sequence[tuple[date, int]], title: str) -> dict[str, object]:
    """Counts per day as bars. The page shows the same rows as a table."""
    peak = max((count for _day, count in rows), default=0)
    step = min(_CHART_WIDTH / max(len(rows), 1), _WIDEST_STEP)
    scale = (_CHART_HEIGHT - _CHART_TOP) / max(peak, 1)
    bars = [
        Bar(
            x=round(index * step + step * 0.15, 1),
            y=round(_CHART_HEIGHT - count * scale, 1),
            width=round(step * 0.7, 1),
            height=round(count * scale, 1),
            middle=round(index * step + step / 2, 1),
            foot=round(_CHART_HEIGHT - count * scale - 8, 1),
            label=formats.date_format(on, str(_DAY_FORMAT)),
            count=count,
        )
        for index, (on, count) in enumerate(rows)
    ]
    return {
        "bars": bars,
        "title": title,
        "last": bars[-1] if bars else None,
        "labelled": len(bars) <= _MOST_LABELLED,
        "width": round(step * max(len(bars), 1)),
        "height": _CHART_HEIGHT,
    }
