"""Schemas in the office: import, look at, make a form of."""

import uuid

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.forms import FormError, compile_form
from leistungswerk.online import queries as online
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.xml import XmlError
from leistungswerk.web.office.access import PAGE_SIZE, page_number, pager, staff


def _file(file: UploadedFile) -> ImportFile:
    return ImportFile(file.name or "", file.read())


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.IMPORT_SCHEMA)
def documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        schema = request.FILES.get("schema")
        try:
            if schema is None:
                raise Refused(_("Wählen Sie eine Schema-Datei aus."))
            imported = services.import_schema(
                actor,
                schema=_file(schema),
                codelists=[_file(file) for file in request.FILES.getlist("codelists")],
                tolerant=request.POST.get("tolerant") == "1",
            )
        except (Refused, FimError, XmlError) as error:
            problem = str(error)
        else:
            return HttpResponseRedirect(reverse("office:document", args=[imported.document.uuid]))
    number = page_number(request)
    rows, total = queries.documents(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "documents",
        "rows": rows,
        "page": pager(total, number),
        "errors": [{"id": "schema", "label": _("Schema"), "message": problem}] if problem else [],
    }
    return render(request, "office/documents.html", context, status=422 if problem else 200)


@require_safe
@staff(Permission.IMPORT_SCHEMA)
def document(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = queries.document(identity)
    if found is None:
        raise Http404
    content = queries.schema_content(found.pk)
    try:
        form, problem = compile_form(content.schema, content.codelists), ""
    except FormError as error:
        form, problem = None, str(error)
    context = {
        "here": "documents",
        "document": found,
        "form": form,
        "problem": problem,
        "codelists": queries.codelist_names(found.pk),
        "form_versions": online.form_versions(document=identity),
        "may_create": actor.may(Permission.RELEASE_FORM),
    }
    return render(request, "office/document.html", context)
