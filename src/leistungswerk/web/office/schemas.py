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
from leistungswerk.core.failures import Failure, Refused
from leistungswerk.forms import Field, Form, FormError, Group, compile_form
from leistungswerk.online import queries as online
from leistungswerk.online.queries import FormVersionView
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.fetching import NotFetched, fetch_missing, open_port
from leistungswerk.register.queries import SchemaContent
from leistungswerk.register.services import Imported
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.model import Codeliste
from leistungswerk.standards.xml import XmlError
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rule_words import rules_panel


def _file(file: "UploadedFile[bytes]") -> ImportFile:
    return ImportFile(file.name or "", file.read())


def _chosen(request: HttpRequest) -> ImportFile:
    schema = request.FILES.get("schema")
    if schema is None:
        raise Refused(_("Wählen Sie eine Schema-Datei aus."))
    return _file(schema)


def _problem(message: str, *, language: str = "") -> list[dict[str, str]]:
    return [{"id": "schema", "label": _("Schema"), "message": message, "language": language}]


def _imported(request: HttpRequest, actor: Actor) -> tuple[Imported | None, list[dict[str, str]]]:
    """Import what was posted; without result the problems, first what the repository said."""
    problems: list[dict[str, str]] = []
    try:
        schema = _chosen(request)
        codelists = [_file(file) for file in request.FILES.getlist("codelists")]
        tolerant = request.POST.get("tolerant") == "1"
        if request.POST.get("fetch") == "1":
            fetching = fetch_missing(
                actor, schema=schema, codelists=codelists, port=open_port(), tolerant=tolerant
            )
            codelists.extend(fetching.files)
            problems = [_not_fetched(failed) for failed in fetching.failed]
        return services.import_schema(actor, schema=schema, codelists=codelists, tolerant=tolerant), []
    except Refused as error:
        return None, [*problems, *_problem(str(error))]
    except (FimError, XmlError, Failure) as error:
        # What a message of the standards or of an adapter says, it says in German.
        return None, [*problems, *_problem(str(error), language="de")]


def _not_fetched(failed: NotFetched) -> dict[str, str]:
    return {
        "id": "fetch",
        "label": _("Nicht geholt"),
        "message": f"{failed.list.name}: {failed.reason}",
        "language": "de",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.IMPORT_SCHEMA)
def documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        imported, errors = _imported(request, actor)
        if imported is not None:
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
        "fim": "schemas",
        "rows": window(rows, total, number),
        "errors": errors,
        "fetch": request.POST.get("fetch") == "1",
        "tolerant": request.POST.get("tolerant") == "1",
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
        "rules": rules_panel(actor, found),
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
