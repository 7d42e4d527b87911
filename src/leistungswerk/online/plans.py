# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled plans of form versions: a cache in memory, since a form version never changes (design, row 4)."""

from functools import lru_cache

import msgspec
from django.utils.translation import get_language, gettext

from leistungswerk.core.settings import settings
from leistungswerk.forms import Plan, compile_form, compile_plan
from leistungswerk.forms.rules import load_rules
from leistungswerk.online.models import FormVersion
from leistungswerk.register import queries as register
from leistungswerk.standards.fim.convert.json_schema import json_schema


def plan(form_version: int) -> Plan:
    """The compiled plan in the active language; some ten milliseconds at first use in a process."""
    return _plan(form_version, get_language() or "de")


@lru_cache(maxsize=64)
def _plan(form_version: int, language: str) -> Plan:
    row = FormVersion.objects.only("document_id", "rules").get(pk=form_version)
    content = register.schema_content(row.document_id)
    rules = load_rules(msgspec.json.encode(row.rules))
    form = compile_form(content.schema, content.codelists, rules=rules)
    return compile_plan(form, translate=gettext, language=language)


def schema_uri(*, fim_id: str, version: str, digest: str) -> str:
    """Address of the JSON Schema of the answers: ``{base}/schema/{id}/{version}/{digest}``."""
    return f"{settings().base_url}/schema/{fim_id}/{version or '0'}/{digest}"


@lru_cache(maxsize=64)
def answer_schema(form_version: int) -> bytes:
    """JSON Schema (draft 2020-12) that every submitted answer obeys; property names without version."""
    row = FormVersion.objects.only("document_id", "digest").get(pk=form_version)
    content = register.schema_content(row.document_id)
    uri = schema_uri(fim_id=content.schema.id, version=content.schema.version or "", digest=row.digest)
    document = json_schema(content.schema, content.codelists, base_uri=settings().base_url)
    # The address under which it is served is its name: one digest, one schema.
    return msgspec.json.encode(document | {"$id": uri})
