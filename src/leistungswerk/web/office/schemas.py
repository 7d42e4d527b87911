# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schemas in the office: import, look at, make a form of."""

import uuid
from collections import Counter
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.forms import Field, Form, FormError, Group, compile_form
from leistungswerk.online import queries as online
from leistungswerk.online.queries import FormVersionView
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.queries import SchemaContent
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.model import Codeliste
from leistungswerk.standards.xml import XmlError
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window


def _file(file: "UploadedFile[bytes]") -> ImportFile:
    return ImportFile(file.name or "", file.read())


def _chosen(request: HttpRequest) -> ImportFile:
    schema = request.FILES.get("schema")
    if schema is None:
        raise Refused(_("Wählen Sie eine Schema-Datei aus."))
    return _file(schema)


def _problem(message: str, *, language: str = "") -> list[dict[str, str]]:
    return [{"id": "schema", "label": _("Schema"), "message": message, "language": language}]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.IMPORT_SCHEMA)
def documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            imported = services.import_schema(
                actor,
                schema=_chosen(request),
                codelists=[_file(file) for file in request.FILES.getlist("codelists")],
                tolerant=request.POST.get("tolerant") == "1",
            )
        except Refused as error:
            errors = _problem(str(error))
        except (FimError, XmlError) as error:
            # What a message of the standards says, it says in German.
            errors = _problem(str(error), language="de")
        else:
            return HttpResponseRedirect(reverse("office:document", args=[imported.document.uuid]))
    number = page_number(request)
    found, total = queries.documents(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    made = Counter(version.document for version in online.form_versions())
    rows = [
        {
            "name": row.title,
            "id": row.fim_id,
            "version": row.version,
            "standard": row.standard,
            "imported_at": row.imported_at,
            "digest": row.sha256,
            "forms": made[row.uuid],
            "url": reverse("office:document", args=[row.uuid]),
        }
        for row in found
    ]
    context = {
        "here": "documents",
        "rows": window(rows, total, number),
        "errors": errors,
    }
    return render(request, "office/documents.html", context, status=422 if errors else 200)


def count_fields(parts: Iterable[Field | Group]) -> int:
    """Fields among the parts, those within groups included."""
    return sum(count_fields(part.children) if isinstance(part, Group) else 1 for part in parts)


@require_safe
@staff(Permission.IMPORT_SCHEMA)
def document(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = queries.document(identity)
    if found is None:
        raise Http404
    content = queries.schema_content(found.pk)
    form, problem = _try_form(content)
    findings = [{"level": "warning", "text": item["message"], "place": ""} for item in found.findings]
    if problem:
        findings.append({"level": "danger", "text": problem, "place": ""})
    context = {
        "here": "documents",
        "document": {
            "name": found.title,
            "id": found.fim_id,
            "version": found.version,
            "standard": found.standard,
            "digest": found.sha256,
            "imported_at": found.imported_at,
        },
        "findings": findings,
        "codelists": [_codelist(item) for item in content.codelists.codelisten],
        "pages": [
            {"title": page.title, "fields": count_fields(page.parts)} for page in (form.pages if form else ())
        ],
        "versions": [_version(item) for item in online.form_versions(document=identity)],
        "compile_url": reverse("office:create_form", args=[identity]),
    }
    return render(request, "office/document.html", context)


def _try_form(content: SchemaContent) -> tuple[Form | None, str]:
    """The form of a schema, or the sentence that says why there is none."""
    try:
        return compile_form(content.schema, content.codelists), ""
    except FormError as error:
        return None, str(error)


def _codelist(item: Codeliste) -> dict[str, object]:
    return {
        "name": " ".join(item.long_name) or item.short_name or item.canonical_uri,
        "id": item.canonical_uri,
        "version": item.version,
        "entries": len(item.rows),
        "present": True,
    }


def _version(item: FormVersionView) -> dict[str, object]:
    return {
        "digest": item.digest,
        "state": item.state,
        "created_at": item.created_at,
        "url": reverse("office:form_version", args=[item.uuid]),
    }
