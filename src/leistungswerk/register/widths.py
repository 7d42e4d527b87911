# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts from files against the width of their column: SQLite would take any, PostgreSQL would fail."""

from django.db import models
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused


def fits(name: str, value: str, model: type[models.Model], column: str) -> None:
    """Raise :class:`Refused` if ``value`` is wider than ``column``; ``name`` begins the sentence."""
    field = model._meta.get_field(column)
    assert isinstance(field, models.CharField)
    if field.max_length is not None and len(value) > field.max_length:
        raise Refused(
            _("%(name)s „%(value)s…“ ist länger als %(limit)d Zeichen. Bitte prüfen Sie die Datei.")
            % {"name": name, "value": value[:20], "limit": field.max_length}
        )
