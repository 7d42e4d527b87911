# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search engine alone, and a held-out list of queries as people type them."""

import csv
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.register.search.engine import Document, Index
from leistungswerk.register.search.text import distance, fold, grams, words

ALL = {"service": None}
OWN = (
    "Hundesteuer Anmeldung", "Hundesteuer Abmeldung", "Wohngeld Bewilligung", "Personalausweis Ausstellung",
    "Führerschein Umtausch", "Geburtsurkunde Ausstellung", "Baugenehmigung Erteilung", "Gewerbe Anmeldung",
    "Straßensondernutzung Erlaubnis", "Feinstaubplakette Ausgabe", "Einbürgerung", "Elterngeld Bewilligung",
)  # fmt: skip
# Not used while the weights were chosen: what is typed, and what must be the first hit or among the first five.
HELD_OUT = (
    ("Hundesteueranmeldung", "Hundesteuer Anmeldung"), ("anmeldung hundesteuer", "Hundesteuer Anmeldung"),
    ("Hundestuer anmelden", "Hundesteuer Anmeldung"), ("hunde steuer abmeldung", "Hundesteuer Abmeldung"),
    ("Personalausweiss", "Personalausweis Ausstellung"), ("Perosnalausweis", "Personalausweis Ausstellung"),
    ("fuehrerschein", "Führerschein Umtausch"), ("Fuhrerschein umtauschen", "Führerschein Umtausch"),
    ("wonhgeld", "Wohngeld Bewilligung"), ("Wohn Geld", "Wohngeld Bewilligung"),
    ("Gebursurkunde", "Geburtsurkunde Ausstellung"), ("bau genehmigung", "Baugenehmigung Erteilung"),
    ("Gewerbeanmeldung", "Gewerbe Anmeldung"), ("strassensondernutzung", "Straßensondernutzung Erlaubnis"),
    ("Strasensondernutzungserlaubnis", "Straßensondernutzung Erlaubnis"),
    ("Feinstaubplakete", "Feinstaubplakette Ausgabe"), ("einbuergerung", "Einbürgerung"),
    ("Elterngled", "Elterngeld Bewilligung"),
)  # fmt: skip
OFFICIAL = (
    ("Personalausweiss", "Personalausweis"), ("Wonhgeld", "Wohngeld"), ("Bauvorbesheid", "Bauvorbescheid"),
    ("Fischereischien", "Fischereischein"), ("Elterngled", "Elterngeld"), ("Gewerbeanmeldung", "Gewerbe Anmeldung"),
    ("Schwerbehinderten Ausweis", "Schwerbehindertenausweis"), ("Einbuergerung", "Einbürgerung"),
    ("Wohnsitzanmeldung", "Wohnsitz Anmeldung"), ("Hundesteuerbefreiung", "Hundesteuer Befreiung"),
    ("Geburtsurkude", "Geburtsurkunde"), ("Unterhaltsvorschus", "Unterhaltsvorschuss"),
)  # fmt: skip


def _index(titles=OWN):
    return Index(
        Document("service", f"99{number:012d}", title, keys=(f"99{number:012d}",))
        for number, title in enumerate(titles)
    )


def _titles(index, query, allowed=ALL):
    return [hit.document.title for hit in index.search(query, allowed)]


@pytest.mark.parametrize(("query", "title"), HELD_OUT)
def test_a_misspelt_query_finds_the_service_first(query, title):
    assert _titles(_index(), query)[:1] == [title]


@pytest.fixture(scope="module")
def official(artefacts):
    path = artefacts / "ozg-katalog" / "leika_leistungen_2019-10.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["leika_schluessel"].startswith("99")]
    return Index(
        Document(
            "service", row["leika_schluessel"], row["leistung"], extra=row["ozg_leistung"],
            keys=(row["leika_schluessel"],),
        )
        for row in rows
    )  # fmt: skip


@pytest.mark.parametrize(("query", "title"), OFFICIAL)
def test_the_official_catalogue_is_found_through_slips(official, query, title):
    assert title in _titles(official, query)[:5]


def test_a_search_in_the_official_catalogue_is_quick(official):
    """Process time, not wall time: a busy machine must not fail it. The aim is 50 ms at 12,000 services."""
    queries = [query for query, _title in OFFICIAL]
    started = time.process_time()
    for query in queries:
        official.search(query, ALL)
    assert (time.process_time() - started) / len(queries) < 0.05


@pytest.mark.parametrize("query", ["", "   ", "!!", "xyzzy quux", "12", "qqqqqqqqqq"])
def test_what_is_nothing_finds_nothing(query):
    assert _titles(_index(), query) == []


def test_keys_are_found_by_their_beginning_however_they_are_grouped():
    index = _index()
    assert _titles(index, "99 000 000 000 003") == ["Personalausweis Ausstellung"]
    assert len(_titles(index, "990000")) == len(OWN)
    assert _titles(index, "000003") == []


def test_only_what_is_allowed_is_found_and_the_rest_does_not_crowd_it_out():
    index = _index([f"Wohngeld Fall {number}" for number in range(400)])
    assert len(_titles(index, "wohngeld", {"service": frozenset({"99000000000399"})})) == 1
    assert _titles(index, "wohngeld", {"service": frozenset()}) == []
    assert _titles(index, "wohngeld", {"person": None}) == []


def test_a_document_is_replaced_and_forgotten():
    index = _index()
    index.put(Document("service", "99000000000000", "Katzensteuer", keys=("99000000000000",)))
    assert "Hundesteuer Anmeldung" not in _titles(index, "Hundesteuer Anmeldung")
    assert _titles(index, "Katzensteuer")[:1] == ["Katzensteuer"]
    index.remove("service", "99000000000000")
    assert _titles(index, "Katzensteuer") == []
    assert _titles(index, "99000000000000") == []


@given(st.text(max_size=300))
def test_no_query_breaks_the_search(query):
    _index().search(query, ALL)


@given(st.sampled_from(OWN))
def test_every_title_finds_itself_first(title):
    assert _titles(_index(), title)[0] == title


@given(st.sampled_from([word for title in OWN for word in words(title) if len(word) > 7]), st.data())
def test_one_letter_lost_still_finds_a_title_with_the_word(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    found = _titles(_index(), word[:at] + word[at + 1 :])
    assert any(word in words(title) for title in found)


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_distance_is_symmetric_zero_for_the_same_and_bounded(left, right):
    apart = distance(left, right, 10)
    assert apart == distance(right, left, 10)
    assert (apart == 0) == (left == right)
    assert apart <= max(len(left), len(right))
    assert distance(left, right, 1) == min(apart, 2)


def test_folding_makes_the_german_spellings_one():
    assert fold("Müßiggänger") == fold("Muessiggaenger") == fold("MUSSIGGANGER")
    assert words("Bau-/Wohn­recht") == ("bau", "wohn", "recht")
    assert grams("abcd") == {"abc", "bcd"}
