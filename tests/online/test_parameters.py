# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rates differ per body while all share one form version."""

from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.online.parameters import fill

TOLD = (("steuer.erster_hund", "Steuer für den ersten Hund", "120,00 €"),)


def test_a_text_shows_the_value_of_the_body_and_a_dash_for_what_it_has_not_set():
    text = "Der erste Hund kostet {{parameter:steuer.erster_hund}}, ein Kampfhund {{parameter:steuer.kampfhund}}."
    assert fill(text, TOLD) == "Der erste Hund kostet 120,00 €, ein Kampfhund –."


@given(st.text())
def test_a_text_without_names_stays_as_it_is(text):
    assert "{{parameter:" in text or fill(text, TOLD) == text
