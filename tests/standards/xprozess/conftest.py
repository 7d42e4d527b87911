# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The official process (never part of the repository) and a small one of our own."""

import base64
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ARTEFACTS = Path(__file__).resolve().parents[4] / "shared" / "artefacts" / "xprozess"

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:line="http://www.omg.org/spec/DD/20100524/DI" id="d">
  <collaboration id="c" name="Hund anmelden">
    <participant id="amt" name="Steueramt" processRef="p"/>
    <participant id="halter" name="Halterin &amp; &lt;Halter&gt;"/>
    <messageFlow id="m1" name="Anmeldung" sourceRef="halter" targetRef="start"/>
    <messageFlow id="m2" name="Nachfrage" sourceRef="fragen" targetRef="halter"/>
  </collaboration>
  <process id="p">
    <laneSet id="ls"><lane id="l1" name="Sachbearbeitung"><flowNodeRef>pruefen</flowNodeRef></lane></laneSet>
    <endEvent id="ende" name="Steuermarke verschickt"/>
    <startEvent id="start" name="Anmeldung da"><messageEventDefinition id="md"/></startEvent>
    <userTask id="pruefen" name="Anmeldung prüfen"/>
    <exclusiveGateway id="ok" name="Vollständig?"/>
    <userTask id="fragen" name="Nachfragen"/>
    <boundaryEvent id="frist" name="keine Antwort" attachedToRef="fragen"><timerEventDefinition id="td"/></boundaryEvent>
    <endEvent id="abgebrochen" name="Abgebrochen"/>
    <exclusiveGateway id="zusammen" name="Exklusives Gateway"/>
    <parallelGateway id="teilen" name="Paralleles Gateway"/>
    <task id="bescheid" name="Bescheid schreiben"/>
    <task id="marke" name="Marke bestellen"/>
    <parallelGateway id="warten"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="pruefen"/>
    <sequenceFlow id="f2" sourceRef="pruefen" targetRef="ok"/>
    <sequenceFlow id="f3" sourceRef="ok" targetRef="zusammen" name="ja"/>
    <sequenceFlow id="f4" sourceRef="ok" targetRef="fragen" name="nein"/>
    <sequenceFlow id="f5" sourceRef="fragen" targetRef="pruefen"/>
    <sequenceFlow id="f6" sourceRef="frist" targetRef="abgebrochen"/>
    <sequenceFlow id="f7" sourceRef="zusammen" targetRef="teilen"/>
    <sequenceFlow id="f7b" sourceRef="nirgends" targetRef="zusammen"/>
    <sequenceFlow id="f8" sourceRef="teilen" targetRef="bescheid"/>
    <sequenceFlow id="f9" sourceRef="teilen" targetRef="marke"/>
    <sequenceFlow id="f10" sourceRef="bescheid" targetRef="warten"/>
    <sequenceFlow id="f11" sourceRef="marke" targetRef="warten"/>
    <sequenceFlow id="f12" sourceRef="warten" targetRef="ende"/>
  </process>
  <di:BPMNDiagram id="dd"><di:BPMNPlane id="dp">
    <di:BPMNShape id="s1" bpmnElement="amt"><dc:Bounds x="0" y="0" width="600" height="200"/></di:BPMNShape>
    <di:BPMNShape id="s2" bpmnElement="halter"><dc:Bounds x="0" y="240" width="600" height="60"/></di:BPMNShape>
    <di:BPMNShape id="s3" bpmnElement="start"><dc:Bounds x="60" y="80" width="36" height="36"/></di:BPMNShape>
    <di:BPMNShape id="s4" bpmnElement="pruefen"><dc:Bounds x="150" y="60" width="120" height="80"/></di:BPMNShape>
    <di:BPMNEdge id="e1" bpmnElement="f1"><line:waypoint x="96" y="98"/><line:waypoint x="150" y="98"/></di:BPMNEdge>
    <di:BPMNEdge id="e2" bpmnElement="m1"><line:waypoint x="78" y="240"/><line:waypoint x="78" y="116"/></di:BPMNEdge>
  </di:BPMNPlane></di:BPMNDiagram>
</definitions>"""

EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<x:alleInhalte.export.0303 xmlns:x="http://www.regierung-mv.de/xprozess/2" produkt="Probe" xprozessVersion="2.0">
  <x:nachrichtenkopf><x:nachrichtUUID>1</x:nachrichtUUID><x:autor>Erika Musterfrau</x:autor></x:nachrichtenkopf>
  <x:prozessbibliothek><x:name>Probe</x:name><x:prozess>
    <x:id>99102013060000</x:id><x:version>01.00.00</x:version><x:name>Hund anmelden</x:name>
    <x:prozessstrukturbeschreibung><x:strukturbeschreibungFIM>
      <x:aktivitaetengruppe>
        <x:referenzaktivitaetengruppeTyp><code>4</code></x:referenzaktivitaetengruppeTyp>
        <x:id>01</x:id><x:subProzessID>pruefen</x:subProzessID><x:name>Anmeldung prüfen</x:name>
        <x:beschreibung>Angaben vergleichen.</x:beschreibung>
        <x:handlungsgrundlage><x:name>§ 4 Satzung</x:name></x:handlungsgrundlage>
        <x:eingehendeDaten><x:formularverweis><x:formularsteckbriefID>D1</x:formularsteckbriefID>
        </x:formularverweis></x:eingehendeDaten>
        <x:spezifischeAttribute><x:spezifischeAttribute7><x:bereitgestellteDaten>
          <x:textuelleBeschreibung>Nachfrage</x:textuelleBeschreibung><x:empfaenger>Halterin</x:empfaenger>
        </x:bereitgestellteDaten></x:spezifischeAttribute7></x:spezifischeAttribute>
      </x:aktivitaetengruppe>
      <x:aktivitaetengruppe><x:subProzessID>verloren</x:subProzessID><x:name>Verlorene</x:name></x:aktivitaetengruppe>
    </x:strukturbeschreibungFIM></x:prozessstrukturbeschreibung>
    <x:prozessmodell><x:prozessmodelldatei><x:dateiname>Modell</x:dateiname>
      <x:inhalt>INHALT</x:inhalt></x:prozessmodelldatei></x:prozessmodell>
    <x:zustandsangaben><x:letzterBearbeiter>Max Mustermann</x:letzterBearbeiter>
      <x:status><code>2</code></x:status></x:zustandsangaben>
  </x:prozess></x:prozessbibliothek>
</x:alleInhalte.export.0303>"""


def _packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.fixture
def packed() -> Callable[..., str]:
    """Make the Base64 of a ZIP."""
    return _packed


@pytest.fixture
def bpmn() -> bytes:
    return BPMN.encode()


@pytest.fixture
def export() -> Callable[[str], bytes]:
    """Make an export around a file content (Base64); without one, around our own model."""

    def make(content: str | None = None) -> bytes:
        return EXPORT.replace(
            "INHALT", _packed(("m.bpmn", BPMN.encode())) if content is None else content
        ).encode()

    return make


@pytest.fixture
def official() -> Callable[[str], bytes]:
    """Bytes of an official file; skips where the folder is absent, fails there under NO_SKIP=1."""

    def read(name: str) -> bytes:
        path = ARTEFACTS / name
        if not path.exists():
            message = f"official file xprozess/{name} is not beside this clone"
            if os.environ.get("NO_SKIP") == "1":
                pytest.fail(message)
            pytest.skip(message)
        return path.read_bytes()

    return read
