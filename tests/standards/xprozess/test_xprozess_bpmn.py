# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""BPMN models: read, told in words, drawn."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.xprozess import NodeKind, draw, list_steps, read_bpmn, read_export
from leistungswerk.standards.fim.xprozess.bpmn import MAX_ELEMENTS
from leistungswerk.standards.fim.xprozess.lettering import width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
FUZZED = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def test_steps_stand_in_the_order_in_which_they_happen(bpmn):
    names = [step.name for step in list_steps(read_bpmn(bpmn)).steps]
    assert names[:3] == ["Anmeldung da", "Anmeldung prüfen", "Vollständig?"]
    assert (
        names.index("Bescheid schreiben")
        < names.index("Marke bestellen")
        < names.index("Steuermarke verschickt")
    )
    assert "Exklusives Gateway" not in names


def test_a_decision_becomes_words(bpmn):
    steps = {step.id: step for step in list_steps(read_bpmn(bpmn)).steps}
    assert steps["ok"].kind is NodeKind.EXCLUSIVE
    assert steps["ok"].sentences == (
        "Genau einer der folgenden Wege wird gewählt.",
        f"Bei „ja“: weiter mit Schritt {steps['teilen'].number} („Gleichzeitige Wege“).",
        f"Bei „nein“: weiter mit Schritt {steps['fragen'].number} („Nachfragen“).",
    )


def test_parallel_ways_and_waiting_become_words(bpmn):
    steps = {step.id: step for step in list_steps(read_bpmn(bpmn)).steps}
    assert steps["teilen"].sentences[0].startswith("Danach gleichzeitig: Schritt ")
    assert steps["warten"].sentences[0] == "Es geht weiter, sobald alle begonnenen Zweige abgeschlossen sind."


def test_deadlines_messages_lane_and_participant_are_told(bpmn):
    steps = {step.id: step for step in list_steps(read_bpmn(bpmn)).steps}
    number = steps["abgebrochen"].number
    assert (
        f"Läuft die Frist ab („keine Antwort“): weiter mit Schritt {number} („Abgebrochen“)."
        in steps["fragen"].sentences
    )
    assert "Sendet „Nachfrage“ an Halterin & <Halter>." in steps["fragen"].sentences
    assert (steps["pruefen"].participant, steps["pruefen"].lane) == ("Steueramt", "Sachbearbeitung")


def test_legal_basis_and_data_are_joined_by_the_id_of_the_element(bpmn, export):
    (prozess,) = read_export(export()).export.prozesse()
    listed = list_steps(read_bpmn(bpmn), prozess)
    step = next(step for step in listed.steps if step.id == "pruefen")
    assert [basis.name for basis in step.legal_basis] == ["§ 4 Satzung"]
    assert step.data_in == ("D1",)
    assert step.data_out == ("Nachfrage (an Halterin)",)
    assert step.description == "Angaben vergleichen."
    assert any("„Verlorene“" in finding.message for finding in listed.findings)


def test_every_group_of_the_official_process_finds_its_step(official):
    (prozess,) = read_export(official("99006028261000_xprozess2_ohne_inhalt.xml")).export.prozesse()
    listed = list_steps(read_bpmn(official("99006028261000.bpmn")), prozess)
    assert sum(bool(step.legal_basis) for step in listed.steps) == 12
    assert not any("Aktivitätengruppe" in finding.message for finding in listed.findings)
    assert [step.name for step in listed.steps[:4]] == [
        "Anzeige eingegangen",
        "Anzeige empfangen",
        "Zuständigkeit prüfen",
        "Zuständigkeit liegt vor?",
    ]
    assert len(listed.participants) == 2


def test_a_step_leads_only_to_steps_of_the_list(official):
    steps = list_steps(read_bpmn(official("99006028261000.bpmn"))).steps
    numbers = [step.number for step in steps]
    assert numbers == list(range(1, len(steps) + 1))
    assert all(way.number in numbers for step in steps for way in step.ways)


@pytest.mark.parametrize("name", ["own", "official"])
def test_the_drawing_names_itself_and_carries_no_style_or_script(bpmn, official, name):
    data = bpmn if name == "own" else official("99006028261000.bpmn")
    root = etree.fromstring(draw(read_bpmn(data), title="Titel & <mehr>", id_prefix="a1"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == ["a1-titel", "a1-beschreibung"]
    assert root.find(f"{SVG}title").text == "Titel & <mehr>"
    assert "Beteiligt: " in root.find(f"{SVG}desc").text
    for node in root.iter():
        assert node.tag.removeprefix(SVG) in {
            *("svg", "title", "desc", "defs", "marker", "path", "rect", "g", "polyline", "circle", "text")
        }
        assert not {
            name for name in node.attrib if name == "style" or name.startswith("on") or "href" in name
        }
        assert node.get("stroke") in {None, "currentColor", "Canvas"}
        assert node.get("fill") in {None, "none", "currentColor", "Canvas"}


def test_names_in_the_drawing_are_text_not_markup(bpmn):
    drawing = draw(read_bpmn(bpmn.replace(b"Anmeldung pr", b"&lt;script&gt;alert(1)&lt;/script&gt; pr")))
    assert "<script" not in drawing
    assert "&lt;scrip" in drawing


def test_a_model_without_drawing_gives_no_svg(bpmn):
    start, end = bpmn.index(b"<di:BPMNDiagram"), bpmn.index(b"</definitions>")
    assert draw(read_bpmn(bpmn[:start] + bpmn[end:])) == ""


def test_a_flow_to_nowhere_is_left_out_and_reported(bpmn):
    diagram = read_bpmn(bpmn)
    (finding,) = diagram.findings
    assert "„nirgends“" in finding.message
    assert finding.line is not None
    assert "f7b" not in {flow.id for flow in diagram.flows}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b'x="150"', b'x="NaN"', r"Koordinate „x“.*Zeile \d+"),
        (b'x="150"', b'x="1e300"', r"Koordinate „x“.*Zeile \d+"),
        (b'width="120"', b'width="-1"', "negative"),
        (b'id="fragen"', b'id="pruefen"', r"steht doppelt \(Zeilen \d+ und \d+\)"),
        (b'id="fragen" ', b"", "fehlt das Attribut „id“"),
        (b'<dc:Bounds x="60" y="80" width="36" height="36"/>', b"", "fehlt „Bounds“"),
        (b'<line:waypoint x="96" y="98"/>', b"", "zu wenige"),
        (b"<definitions", b"<!DOCTYPE a><definitions", "DOCTYPE"),
        (b"20100524/MODEL", b"2004/MODEL", "kein BPMN-2.0-Modell"),
    ],
)
def test_bad_models_are_refused_in_german(bpmn, before, after, says):
    with pytest.raises(FimError, match=says):
        read_bpmn(bpmn.replace(before, after))


def test_an_enormous_model_is_refused(bpmn):
    many = "".join(f'<task id="t{number}"/>' for number in range(MAX_ELEMENTS + 1)).encode()
    with pytest.raises(FimError, match=f"mehr als {MAX_ELEMENTS} Elemente"):
        read_bpmn(bpmn.replace(b"</process>", many + b"</process>"))


@FUZZED
@given(st.data())
def test_any_graph_is_listed_and_drawn(data):
    count = data.draw(st.integers(1, 8))
    tags = ("startEvent", "endEvent", "task", "exclusiveGateway", "parallelGateway", "inclusiveGateway")
    nodes = [f'<{data.draw(st.sampled_from(tags))} id="n{number}" name="N"/>' for number in range(count)]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    flows = [
        f'<sequenceFlow id="f{number}" sourceRef="n{one}" targetRef="n{other}"/>'
        for number, (one, other) in enumerate(data.draw(st.lists(ends, max_size=14)))
    ]
    model = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">'
        f"{''.join(nodes + flows)}</process></definitions>"
    )
    steps = list_steps(read_bpmn(model.encode())).steps
    assert len({step.id for step in steps}) == len(steps)
    assert all(1 <= way.number <= len(steps) for step in steps for way in step.ways)


@FUZZED
@given(st.data())
def test_a_damaged_model_is_read_or_refused_but_never_fails(bpmn, data):
    start = data.draw(st.integers(0, len(bpmn)))
    damaged = bpmn[:start] + data.draw(st.binary(max_size=8)) + bpmn[start + data.draw(st.integers(0, 50)) :]
    try:
        diagram = read_bpmn(damaged)
    except FimError:
        return
    list_steps(diagram)
    draw(diagram)


def test_long_words_are_broken_at_a_seam():
    assert wrapped("Notwendigkeit von Überwachungsmaßnahmen prüfen", 140) == [
        "Notwendigkeit von",
        "Überwachungs-",
        "maßnahmen prüfen",
    ]


@given(st.text(max_size=900), st.floats(20, 300))
def test_lines_are_never_wider_than_asked(words, width):
    lines = wrapped(words, width)
    assert len(lines) <= 8
    assert all(width_of(line) <= width for line in lines if len(line) > 2 and not line.endswith("…"))
