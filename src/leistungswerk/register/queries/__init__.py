# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the register. Views are frozen structs; models stay in this room."""

from leistungswerk.register.queries.codelists import CodelistView, held_codelists
from leistungswerk.register.queries.organisations import (
    AuthorityView,
    ServiceView,
    TerritoryView,
    authorities,
    authority,
    authority_by_name,
    authority_view,
    council_by_name,
    organisation_by_name,
    organisation_id,
    organisation_name,
    owner_id,
    person_id,
    ressorts,
    service,
    service_ids,
    services,
    territory,
)
from leistungswerk.register.queries.schemas import (
    DocumentView,
    SchemaContent,
    document,
    document_by_digest,
    document_view,
    documents,
    schema_content,
)

__all__ = [
    "AuthorityView",
    "CodelistView",
    "DocumentView",
    "SchemaContent",
    "ServiceView",
    "TerritoryView",
    "authorities",
    "authority",
    "authority_by_name",
    "authority_view",
    "council_by_name",
    "document",
    "document_by_digest",
    "document_view",
    "documents",
    "held_codelists",
    "organisation_by_name",
    "organisation_id",
    "organisation_name",
    "owner_id",
    "person_id",
    "ressorts",
    "schema_content",
    "service",
    "service_ids",
    "services",
    "territory",
]
