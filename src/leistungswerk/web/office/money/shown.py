# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings and definitions of money."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leistungswerk.reporting.drawings.budget import Year, budgets
from leistungswerk.reporting.money import Sum, YearLine, euros


def short(cents: int) -> str:
    """As it stands at a bar: whole euros, thousands or millions."""
    whole = round(cents / 100)
    if abs(whole) >= 1_000_000:
        return f"{whole / 1_000_000:.1f}".replace(".", ",") + " " + _("Mio. €")
    return f"{whole:,}".replace(",", ".") + " €"


def chart(rows: Sequence[Sum | YearLine]) -> str:
    """Plan against spent for each year."""
    years = [
        Year(
            str(row.year), row.budget, row.bound, row.spent,
            _("%(spent)s von %(budget)s") % {"spent": short(row.spent), "budget": short(row.budget)},
            _("%(year)d: Ansatz %(budget)s, abgeflossen %(spent)s, gebunden %(bound)s")
            % {"year": row.year, "budget": euros(row.budget), "spent": euros(row.spent), "bound": euros(row.bound)},
        )
        for row in rows
    ]  # fmt: skip
    words = (_("Ansatz"), _("abgeflossen"), _("gebunden"), _("über dem Ansatz"))
    return budgets(
        years, words, name=_("Ansatz und Abfluss nach Haushaltsjahren"),
        description=_("Balken je Haushaltsjahr: Umriss der Ansatz, gefüllt was abgeflossen und was gebunden ist. Die Zahlen stehen in der Tabelle."),
    )  # fmt: skip


def definitions() -> tuple[tuple[str, str], ...]:
    """What each amount means."""
    return (
        (_("Ansatz"), _("Was für das Haushaltsjahr bereitgestellt ist, nachgewiesen durch ein Aktenzeichen.")),
        (_("gebunden"), _("Durch Vertrag oder Auftrag festgelegt und noch nicht gezahlt. Eine Zahlung auf eine Bindung mindert sie.")),
        (_("abgeflossen"), _("Gezahlt, gezählt im Haushaltsjahr der Buchung. Zurückgenommene Buchungen zählen nicht.")),
        (_("frei"), _("Ansatz abzüglich gebunden und abgeflossen.")),
    )  # fmt: skip
