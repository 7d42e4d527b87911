# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What would have been mailed, for operators of an instance in test operation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core import mail_folder
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.settings import settings
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window


@require_safe
@staff(Permission.SEE_OPERATIONS)
def mails(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mails in the folder, newest first; without that way of sending the page says what happens instead."""
    number = page_number(request)
    rows, total = mail_folder.page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "operations",
        "rows": window(rows, total, number),
        "adapter": settings().mail.adapter,
        "days": mail_folder.KEEP.days,
    }
    return render(request, "office/mailbox/list.html", context)


@require_safe
@staff(Permission.SEE_OPERATIONS)
def mail(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    found = mail_folder.letter(slug)
    if found is None:
        raise Http404
    return render(request, "office/mailbox/letter.html", {"here": "operations", "letter": found})


@require_safe
@staff(Permission.SEE_OPERATIONS)
def file(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """The mail as a file that mail programs open."""
    found = mail_folder.content(slug)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{slug}.eml"'}
    return HttpResponse(found, content_type="message/rfc822", headers=headers)
