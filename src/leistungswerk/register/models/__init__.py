# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the register: what services, bodies and territories exist, and the FIM documents they rest on."""

from leistungswerk.register.models.fim import CodelistDocument, FimDocument
from leistungswerk.register.models.messages import FimMessage, MessageEntry
from leistungswerk.register.models.organisations import Authority, Service, Territory

__all__ = [
    "Authority",
    "CodelistDocument",
    "FimDocument",
    "FimMessage",
    "MessageEntry",
    "Service",
    "Territory",
]
