# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parameters nearly every online service needs, under names of our own.

The federal guide defines about forty standard parameters (domain.md 4.4). We hold no copy of that list, so this one
names only what our references do: routing, payment, authority, certificates, links. A Vorhaben adds its own.
"""

from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.reuse_states import ParameterType


class StandardParameter(msgspec.Struct, frozen=True):
    name: str
    title: str | Promise
    type: ParameterType
    required: bool = True


_T = ParameterType
STANDARD_PARAMETERS: Final = (
    StandardParameter("routing.destination", _("Zustellpunkt oder Organisationsschlüssel"), _T.TEXT),
    StandardParameter("authority.name", _("Bezeichnung der zuständigen Stelle"), _T.TEXT),
    StandardParameter("authority.email", _("E-Mail der zuständigen Stelle"), _T.EMAIL),
    StandardParameter("authority.phone", _("Telefon der zuständigen Stelle"), _T.TEXT),
    StandardParameter("payment.needed", _("Fallen Gebühren an?"), _T.BOOLEAN),
    StandardParameter("payment.fee", _("Gebühr"), _T.AMOUNT, required=False),
    StandardParameter("payment.iban", _("IBAN für Zahlungen"), _T.IBAN, required=False),
    StandardParameter("certificate.valid_until", _("Zertifikat gültig bis"), _T.DATE, required=False),
    StandardParameter("link.statute", _("Satzung im Netz"), _T.URL, required=False),
    StandardParameter("link.privacy", _("Datenschutzhinweise"), _T.URL),
)
