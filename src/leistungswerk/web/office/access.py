"""Who is in the office, and the pages only they see."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from leistungswerk.core.accounts import actor_of
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.models import Account
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.web import errors

_P = ParamSpec("_P")
View = Callable[Concatenate[HttpRequest, Actor, _P], HttpResponse]
PAGE_SIZE = 25


def staff(
    permission: Permission | None = None,
) -> Callable[[View[_P]], Callable[Concatenate[HttpRequest, _P], HttpResponse]]:
    """A view for signed-in staff, who must hold ``permission``; it gets the actor as second argument."""

    def _decorate(view: View[_P]) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
        @wraps(view)
        def _guarded(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
            account = request.user
            assert isinstance(account, Account)
            actor = actor_of(account)
            try:
                if permission is not None:
                    require(actor, permission)
                return view(request, actor, *args, **kwargs)
            except NotAllowed:
                return errors.not_allowed(request)

        return login_required(_guarded)

    return _decorate


def page_number(request: HttpRequest) -> int:
    """Number of the wanted page, from 1; nonsense means the first."""
    text = request.GET.get("seite", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


def pager(total: int, number: int) -> "Page[int]":
    """The page object that the pager part of the templates shows."""
    return Paginator(range(total), PAGE_SIZE).get_page(number)
