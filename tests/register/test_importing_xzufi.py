# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XZuFi into the register: units, responsibilities and attributes of services, from messages of our own."""

from datetime import date

import pytest

from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.register import services
from leistungswerk.register.entries import ImportFile, ServiceEntry
from leistungswerk.register.importers import make_plan, xzufi
from leistungswerk.register.kinds import ImportKind, SdgAnnex
from leistungswerk.register.models import Organisation, Responsibility, Service, Territory

DAY = date(2026, 3, 1)
KEY, ARS = "99102013104000", "073150000000"
MESSAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<x:uebertrage xmlns:x="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">
  <x:nachrichtenkopf><x:nachrichtUUID>1</x:nachrichtUUID></x:nachrichtenkopf>
  <x:schreibe>
    <x:leistung>
      <x:id schemeAgencyID="L100042">L1</x:id>
      <x:referenzLeiKa><code>{KEY}</code></x:referenzLeiKa>
      <x:modulText><x:leikaTextmodul><code>02</code></x:leikaTextmodul><x:inhalt languageCode="de">Hundesteuer Anmeldung</x:inhalt></x:modulText>
      <x:modulText><x:leikaTextmodul><code>03</code></x:leikaTextmodul><x:inhalt languageCode="de">&lt;p&gt;Hund anmelden&lt;/p&gt;</x:inhalt></x:modulText>
      <x:typisierung><code>4</code></x:typisierung>
      <x:vertrauensniveau><code>10</code></x:vertrauensniveau>
      <x:kennzeichenSchriftformerfordernis>false</x:kennzeichenSchriftformerfordernis>
    </x:leistung>
    <x:organisationseinheit>
      <x:id schemeAgencyID="L100042">OE1</x:id>
      <x:name><x:name languageCode="de">Steueramt Musterstadt</x:name></x:name>
      <x:anschrift><x:strasse>Hauptstraße</x:strasse><x:hausnummer>1</x:hausnummer><x:postleitzahl>55555</x:postleitzahl><x:ort>Musterstadt</x:ort></x:anschrift>
      <x:kommunikation><x:kennung>steuer@example.org</x:kennung></x:kommunikation>
      <x:zustaendigkeit><x:leistungID schemeAgencyID="L100042">L1</x:leistungID><x:gebietID>{ARS}</x:gebietID><x:rolle><code>01</code></x:rolle></x:zustaendigkeit>
      <x:zustaendigkeit><x:leistungID>L2</x:leistungID><x:gebietID>{ARS}</x:gebietID><x:rolle><code>03</code></x:rolle></x:zustaendigkeit>
    </x:organisationseinheit>
  </x:schreibe>
</x:uebertrage>"""


def _file(text=MESSAGE, name="XZUFI1.xml"):
    return ImportFile(name, text.encode())


def test_units_responsibilities_and_attributes_are_read():
    data = xzufi.read([_file()])
    [unit] = data.units
    assert (unit.external_id, unit.name, unit.ars) == ("xzufi:L100042:OE1", "Steueramt Musterstadt", ARS)
    assert (unit.street, unit.postcode, unit.email) == ("Hauptstraße 1", "55555", "steuer@example.org")
    assert [(row.external_id, row.key) for row in data.duties] == [("xzufi:L100042:OE1", KEY)]
    [service] = data.services
    assert (service.name, service.citizen_name) == ("Hundesteuer Anmeldung", "Hund anmelden")
    assert (service.typing, service.trust_level, service.written_form) == ("4", "10", False)
    assert data.notes


def test_a_service_of_the_portal_comes_as_json():
    text = f"""{{"id": {{"value": "1"}}, "referenz_leika": ["{KEY}"], "typisierung": ["4"],
      "informationsbereich_sdg": ["1010100"]}}"""
    [service] = xzufi.read([_file(text, "l.json")]).services
    assert (service.key, service.sdg_annex, service.sdg_areas) == (KEY, SdgAnnex.INFORMATION, ("1010100",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a/>", "XZUFI1.xml: .*keine XZuFi-Nachricht"),
        ("<a", "XZUFI1.xml: "),
        ("{}", "XZUFI1.xml: "),
        (MESSAGE.replace(KEY, KEY[:13]), "hier sind es 13"),
    ],
)
def test_what_is_no_message_or_has_a_short_key_is_refused(text, sentence):
    with pytest.raises(Refused, match=sentence):
        xzufi.read([_file(text)])


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_delivery_is_compared_applied_and_then_known():
    Territory.objects.create(ars=ARS, name="Musterstadt")
    services.enter_service(OPERATOR, entry=ServiceEntry(key=KEY, name="Hundesteuer", trust_level="20"))
    plan = make_plan(ImportKind.XZUFI, [_file()], DAY)
    assert [str(change) for change in plan.changes] == [
        "+ Stelle xzufi:L100042:OE1 Steueramt Musterstadt",
        f"~ Leistung {KEY} Hundesteuer (Name: Hundesteuer → Hundesteuer Anmeldung; Name für Bürgerinnen und Bürger: – → Hund anmelden; Typisierung: – → 4; Vertrauensniveau: 20 → 10; Schriftform: – → False)",
        f"+ Zuständigkeit {KEY} Steueramt Musterstadt",
        f"+ Text {KEY} de Hund anmelden L100042",
    ]
    services.run_plan(OPERATOR, plan=plan)
    assert make_plan(ImportKind.XZUFI, [_file()], DAY).changes == ()
    assert Service.objects.get().written_form is False
    assert Responsibility.objects.get().organisation == Organisation.objects.get(
        external_id="xzufi:L100042:OE1"
    )


@pytest.mark.django_db
def test_unknown_territories_services_and_units_are_refused():
    with pytest.raises(Refused, match=ARS):
        make_plan(ImportKind.XZUFI, [_file()], DAY)
    Territory.objects.create(ars=ARS, name="Musterstadt")
    loose = MESSAGE.replace(">L1</x:leistungID>", ">99999999999999</x:leistungID>")
    with pytest.raises(Refused, match="99999999999999"):
        make_plan(ImportKind.XZUFI, [_file(loose)], DAY)
    assert not Organisation.objects.exists()
