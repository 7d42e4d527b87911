# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import itertools

import pytest
from convert_samples import (
    DEMO,
    NO_LISTS,
    REAL,
    colours,
    message_2,
    select_2,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_fim_writing import TEXTS, TOKENS, structs

from leistungswerk.standards.fim import (
    CodelistCollection,
    load_codelists,
    read_message,
    werte_of,
    write_message,
)
from leistungswerk.standards.fim.convert import to_v2, to_v3
from leistungswerk.standards.fim.model import (
    Header,
    Nachricht,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import MESSAGES


@pytest.mark.parametrize("name", REAL)
def test_an_official_schema_comes_back_whole(official, name):
    path = official(name)
    nachricht = read_message(path.read_bytes()).nachricht
    codelists = load_codelists(path.parent)
    there = to_v3(nachricht, codelists)
    data = write_message(there.nachricht)
    assert read_message(data).nachricht == there.nachricht
    back = to_v2(read_message(data).nachricht)
    assert back.nachricht == nachricht
    assert back.losses == ()
    assert back.codelists
    assert set(back.codelists) <= set(codelists.codelisten)
    assert all(loss.kept for loss in there.losses)


def test_the_demo_schema_comes_back_whole():
    nachricht = read_message((DEMO / "S99000001V1.0_xdf2.xml").read_bytes()).nachricht
    there = to_v3(nachricht, load_codelists(DEMO / "codelists"))
    assert to_v2(there.nachricht).nachricht == nachricht


@pytest.mark.parametrize("name", ["v2_simple.xml", "v2_rule.xml", "v2_data-group-rule.xml", "v2_minimal.xml"])
def test_the_official_samples_come_back_whole(official, name):
    nachricht = read_message(official(name).read_bytes(), tolerant=True).nachricht
    there = to_v3(nachricht, NO_LISTS).nachricht
    assert read_message(write_message(there)).nachricht == there
    assert to_v2(there).nachricht == nachricht


@st.composite
def messages_2(draw) -> Nachricht:
    message = draw(st.sampled_from(list(MESSAGES[XdfVersion.V2].values())))
    payload = draw(structs(XdfVersion.V2, message.part, itertools.count(10_000_000)))
    return Nachricht(XdfVersion.V2, draw(st.builds(Header, TOKENS, TOKENS)), payload)


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(messages_2())
def test_whatever_version_2_holds_comes_back(nachricht):
    there = to_v3(nachricht, NO_LISTS).nachricht
    again = read_message(write_message(there)).nachricht
    assert again == there
    assert to_v2(again).nachricht == nachricht


@st.composite
def messages_3(draw) -> Nachricht:
    message = draw(st.sampled_from(list(MESSAGES[XdfVersion.V3].values())))
    payload = draw(structs(XdfVersion.V3, message.part, itertools.count(10_000_000)))
    return Nachricht(XdfVersion.V3, draw(st.builds(Header, TOKENS, TOKENS)), payload)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(messages_3())
def test_whatever_version_3_holds_is_a_readable_file_of_version_2(nachricht):
    there = to_v2(nachricht)
    assert read_message(write_message(there.nachricht)).nachricht == there.nachricht
    again = to_v3(there.nachricht, CodelistCollection(there.codelists)).nachricht
    assert to_v2(again).nachricht == there.nachricht


CELLS = st.none() | TEXTS | TOKENS
CODES = st.lists(TOKENS, min_size=1, max_size=4, unique=True)


@given(codes=CODES, width=st.integers(2, 4), data=st.data())
def test_codes_names_and_help_of_a_list_come_back(codes, width, data):
    columns = ("a", "b", "c", "d")[:width]
    rows = tuple((code, *(data.draw(CELLS) for _ in columns[1:])) for code in codes)
    codelists = CodelistCollection((colours(*rows, columns=columns),))
    there = to_v3(message_2(select_2()), codelists)
    back = to_v2(there.nachricht)
    assert back.nachricht.inhalt == select_2()
    (liste,) = back.codelists
    assert liste.columns == columns
    feld = select_2(help_key="c" if width > 2 else None)
    assert werte_of(feld, CodelistCollection(back.codelists)) == werte_of(feld, codelists)
    assert (liste.rows == rows) is not any(loss.attribute == "werte" for loss in there.losses)
