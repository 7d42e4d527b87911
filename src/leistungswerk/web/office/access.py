# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is in the office, and the pages only they see."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.models import Account
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.register.scopes import actor_with_roles
from leistungswerk.web import errors

_P = ParamSpec("_P")
View = Callable[Concatenate[HttpRequest, Actor, _P], HttpResponseBase]
PAGE_SIZE = 25


def staff(
    permission: Permission | None = None,
) -> Callable[[View[_P]], Callable[Concatenate[HttpRequest, _P], HttpResponseBase]]:
    """A view for signed-in staff, who must hold ``permission``; it gets the actor as second argument.

    A refusal that the view does not show at its field becomes a page that says the sentence (422, or 409 where
    somebody else was faster); a missing right is 403, a missing object 404.
    """

    def _decorate(view: View[_P]) -> Callable[Concatenate[HttpRequest, _P], HttpResponseBase]:
        @wraps(view)
        def _guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
            account = request.user
            assert isinstance(account, Account)
            actor = actor_with_roles(account, times.legal_day(times.now()))
            # Templates show what the actor may do (web.context.office).
            vars(request)["actor"] = actor
            try:
                if permission is not None:
                    require(actor, permission)
                return view(request, actor, *args, **kwargs)
            except NotAllowed:
                return errors.not_allowed(request)
            except Missing as missing:
                raise Http404 from missing
            except Overtaken as overtaken:
                return errors.overtaken(request, overtaken)
            except Refused as refusal:
                return errors.refused(request, refusal)

        guarded: Callable[Concatenate[HttpRequest, _P], HttpResponseBase] = login_required(_guarded)
        return guarded

    return _decorate


def page_number(request: HttpRequest) -> int:
    """Number of the wanted page, from 1; nonsense means the first."""
    text = request.GET.get("seite", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


class _Counted(Sequence[object]):
    """Rows of one page that know how many there are in all."""

    def __init__(self, rows: Sequence[object], total: int) -> None:
        self._rows = rows
        self._total = total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]


def window(rows: Sequence[object], total: int, number: int) -> "Page[object]":
    """One page of rows that the database has already cut, as the templates' pager wants it."""
    pages: Paginator[object] = Paginator(_Counted(rows, total), PAGE_SIZE)
    return Page(rows, min(number, pages.num_pages), pages)
