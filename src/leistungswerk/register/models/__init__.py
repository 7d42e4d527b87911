# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the register: what services, bodies, people and territories exist, and the documents they rest on."""

from leistungswerk.register.models.case_systems import CaseSystem, CaseSystemUse, CaseSystemVersion
from leistungswerk.register.models.catalogue import (
    FimState,
    KeylessService,
    Responsibility,
    Service,
    ServiceBundle,
    Situation,
)
from leistungswerk.register.models.fim import CodelistDocument, FimDocument
from leistungswerk.register.models.imports import ImportedFile, ImportRun
from leistungswerk.register.models.messages import FimMessage, MessageEntry
from leistungswerk.register.models.organisations import Organisation, Succession, Territory
from leistungswerk.register.models.outlines import OutlineSet
from leistungswerk.register.models.people import Deputyship, Person, RoleAssignment
from leistungswerk.register.models.search import SearchClock, SearchEntry
from leistungswerk.register.models.texts import ServiceText

__all__ = [
    "CaseSystem",
    "CaseSystemUse",
    "CaseSystemVersion",
    "CodelistDocument",
    "Deputyship",
    "FimDocument",
    "FimMessage",
    "FimState",
    "ImportRun",
    "ImportedFile",
    "KeylessService",
    "MessageEntry",
    "Organisation",
    "OutlineSet",
    "Person",
    "Responsibility",
    "RoleAssignment",
    "SearchClock",
    "SearchEntry",
    "Service",
    "ServiceBundle",
    "ServiceText",
    "Situation",
    "Succession",
    "Territory",
]
