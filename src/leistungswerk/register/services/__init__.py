# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of the register: importing FIM documents, ensuring services, territories and authorities."""

from leistungswerk.register.services.organisations import ensure_authority, ensure_service
from leistungswerk.register.services.schemas import Imported, import_schema, only_codelists

__all__ = ["Imported", "ensure_authority", "ensure_service", "import_schema", "only_codelists"]
