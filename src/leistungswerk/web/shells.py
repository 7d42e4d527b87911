# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the hot path: the template is rendered once with marks, a request fills in what is its own.

The same idea as the compiled forms: what does not change for a service, a step and a language is text; what
changes (token, addresses, code, answers) stands at a mark of private-use characters and is escaped when it is
put in. There is one source of markup, the template.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MARK: Final = re.compile("\ue000([a-z_]+)\ue001")


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


class _Anybody:
    """Stands for the request while a shell is made: templates ask a request only for its address."""

    def get_full_path(self) -> str:
        return _mark("full_path")


class Shell(msgspec.Struct, frozen=True):
    """Literal pieces and, after each but the last, the name of what stands there."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        parts = [self.literals[0]]
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            parts.append(conditional_escape(values[name]))
            parts.append(literal)
        return "".join(parts)


@lru_cache(maxsize=2048)
def _shell(
    template: str, _language: str, fixed: tuple[tuple[str, Hashable], ...], holes: tuple[str, ...]
) -> Shell:
    from leistungswerk.web.context import instance

    context = instance(HttpRequest()) | dict(fixed) | {name: _mark(name) for name in holes}
    context |= {"request": _Anybody(), "csrf_token": _mark("csrf_token")}
    pieces = _MARK.split(render_to_string(template, context))
    return Shell(tuple(pieces[::2]), tuple(pieces[1::2]))


def fragment(template: str, *, own: Mapping[str, str]) -> SafeString:
    """A part of a page, for what stands on it many times."""
    shell = _shell(template, get_language() or "", (), tuple(own))
    return SafeString(shell.fill(own))


def render(
    request: HttpRequest, template: str, *, fixed: Mapping[str, Hashable], own: Mapping[str, str]
) -> HttpResponse:
    """Like Django's ``render``. ``fixed`` decides what the page looks like, ``own`` is only shown.

    A template may ask of a value in ``own`` nothing but whether it is there.
    """
    shell = _shell(template, get_language() or "", tuple(fixed.items()), tuple(own))
    values = {**own, "csrf_token": get_token(request), "full_path": request.get_full_path()}
    return HttpResponse(shell.fill(values))
