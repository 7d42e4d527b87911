# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of the register: FIM documents, the catalogue, organisations, people and roles, Fachverfahren."""

from leistungswerk.register.services.access import Access, open_access, use_access_code
from leistungswerk.register.services.case_systems import (
    edit_case_system,
    end_use,
    enter_case_system,
    record_use,
    set_version,
)
from leistungswerk.register.services.catalogue import (
    assign_responsibility,
    assign_responsibility_by_kind,
    edit_service,
    end_responsibility,
    enter_service,
    set_fim_state,
    set_relevance,
    set_service_active,
)
from leistungswerk.register.services.imports import (
    accept_import,
    discard_import,
    plan_of,
    propose_import,
    run_plan,
)
from leistungswerk.register.services.land import load_land
from leistungswerk.register.services.messages import (
    ImportedMessage,
    accept_message,
    import_message,
    refuse_message,
)
from leistungswerk.register.services.organisations import (
    edit_contact,
    ensure_authority,
    ensure_bundle,
    ensure_service,
    enter_organisation,
    restructure_organisation,
)
from leistungswerk.register.services.outlines import install_outlines
from leistungswerk.register.services.people import (
    assign_role,
    edit_person,
    end_deputyship,
    end_role,
    enter_person,
    name_deputy,
    set_person_active,
)
from leistungswerk.register.services.recut import recut
from leistungswerk.register.services.schemas import Imported, import_schema, only_codelists

__all__ = [
    "Access",
    "Imported",
    "ImportedMessage",
    "accept_import",
    "accept_message",
    "assign_responsibility",
    "assign_responsibility_by_kind",
    "assign_role",
    "discard_import",
    "edit_case_system",
    "edit_contact",
    "edit_person",
    "edit_service",
    "end_deputyship",
    "end_responsibility",
    "end_role",
    "end_use",
    "ensure_authority",
    "ensure_bundle",
    "ensure_service",
    "enter_case_system",
    "enter_organisation",
    "enter_person",
    "enter_service",
    "import_message",
    "import_schema",
    "install_outlines",
    "load_land",
    "name_deputy",
    "only_codelists",
    "open_access",
    "plan_of",
    "propose_import",
    "record_use",
    "recut",
    "refuse_message",
    "restructure_organisation",
    "run_plan",
    "set_fim_state",
    "set_person_active",
    "set_relevance",
    "set_service_active",
    "set_version",
    "use_access_code",
]
