# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""For every number one thing that is wrong and one near by that is not."""

from typing import NamedTuple

from check_samples import (
    FIELD_ID,
    GROUP_ID,
    LAW,
    OTHER_ID,
    URN,
    both_lists,
    choice,
    codelist,
    field,
    group,
    listed,
    place,
    profile,
    related,
    rule,
    schema,
    sized,
    typed,
)

from leistungswerk.standards.fim.model import (
    Bezug,
    Code,
    Codeliste,
    Identifikation,
    Payload,
    Praezisierung,
    Stichwort,
    Wert,
)

WORKING_COPY = Identifikation(FIELD_ID)
DEFAULT_FIELD = place(field("F60000000001", schemaelementart=Code("HAR")))
FIM_EDITOR = "FIM-Baustein Datenfelder"


class Case(NamedTuple):
    code: int
    wrong: Payload
    right: Payload
    codelists: tuple[Codeliste, ...] = ()


def _beneath(root, **inner):
    """A root with one field changed, both published."""
    return root(place(field(**inner)), place(field(OTHER_ID)), veroeffentlichungsdatum="2026-01-01")


ELEMENTS = (
    Case(1002, field(name=" "), field()),
    Case(1002, group(regel=(rule("Frei.", name=""),)), group(regel=(rule("Frei."),))),
    Case(1006, field(bezug=()), field(bezug=(), schemaelementart=Code("HAR"))),
    Case(1009, field(bezeichnung_eingabe=""), field()),
    Case(1010, group(bezeichnung_ausgabe=None), group()),
    Case(1029, field(relation=(related("XYZ", OTHER_ID),)), field(relation=(related("ERS", OTHER_ID),))),
    Case(1031, field(schemaelementart=Code("XXX")), field(schemaelementart=Code("HAR"))),
    Case(1032, schema(freigabestatus=Code("9")), schema(freigabestatus=Code("2"))),
    Case(1038, schema(place(field(""))), schema()),
    Case(1039, field("F1200000001"), field("F12000000003")),
    Case(1039, field("G12000000001"), group()),
    Case(1039, schema(dokumentsteckbrief=Identifikation("D1")), schema()),
    Case(
        1087, schema(relation=(related("ERS", OTHER_ID),)), schema(relation=(related("ERS", "S12000000009"),))
    ),
    Case(1088, field(relation=(related("VKN", OTHER_ID),)), field(relation=(related("EQU", OTHER_ID),))),
    Case(1091, field(relation=(related("ERS", " "),)), field(relation=(related("ERS", OTHER_ID),))),
    Case(1098, field(hilfetext_eingabe="Feld eingeben"), field(hilfetext_eingabe="Bitte in Blockschrift")),
    Case(1098, schema(hilfetext="Antrag "), schema(hilfetext="Was das ist")),
    Case(1099, choice(Wert("1", "Rot", "Rot"), Wert("2", "Blau")), choice()),
    Case(1099, field(hilfetext_ausgabe="Feld"), field(hilfetext_ausgabe="Felder")),
    Case(1101, field(bezug=(), schemaelementart=Code("HAR")), field(schemaelementart=Code("HAR"))),
    Case(1117, field(status_gesetzt_durch=None), field()),
    Case(1117, group(regel=(rule("Frei.", fachlicher_ersteller=None),)), group(regel=(rule("Frei."),))),
    Case(1131, field(name="Name – lang"), field(name="Größe M\u0302 ẞ €")),
    Case(1131, schema(place(group(), bezug=(Bezug("„Norm“"),))), schema(place(group(), bezug=LAW))),
    Case(1132, field(bezug=(Bezug("§ 1 und § 2 BGB"),)), field(bezug=(Bezug("§ 1 BGB"), Bezug("§ 2 BGB")))),
    Case(
        1133,
        field(bezug=(Bezug("§ 1", "gesetz.de"),)),
        field(bezug=(Bezug("§ 1", "http://gesetz.de/1?x=2"),)),
    ),
    Case(1136, field(name="n" * 256), field(name="n" * 255)),
    Case(
        1136,
        choice(Wert("1" * 21, "Rot"), Wert("2", "Blau")),
        choice(Wert("1" * 20, "Rot"), Wert("2", "Blau")),
    ),
    Case(1137, field(stichwort=(Stichwort("a", "u" * 256),)), field(stichwort=(Stichwort("a", "u" * 255),))),
    Case(
        1138,
        field(bezug=(Bezug("§ 1", "https://a.de/" + "x" * 250),)),
        field(bezug=(Bezug("§ 1", "https://a.de/" + "x" * 200),)),
    ),
    Case(
        1140, field(status_gesetzt_durch=FIM_EDITOR), field("F60000000007", status_gesetzt_durch=FIM_EDITOR)
    ),
    Case(
        1141,
        schema(status_gesetzt_durch=FIM_EDITOR),
        schema(identifikation=Identifikation("S60000000001", "1.0.0"), status_gesetzt_durch=FIM_EDITOR),
    ),
    Case(1142, group(status_gesetzt_am=None), group(status_gesetzt_am=None, freigabestatus=Code("2"))),
    Case(1143, schema(status_gesetzt_am=None), schema(status_gesetzt_am=None, freigabestatus=Code("1"))),
    Case(1144, profile(status_gesetzt_am=None), profile(status_gesetzt_am=None, freigabestatus=Code("8"))),
)

DOCUMENTS = (
    Case(1007, schema(dokumentsteckbrief=None), schema()),
    Case(1008, profile(bezug=()), profile(bezug=(), ist_abstrakt=True)),
    Case(1033, schema(ableitungsmodifikationen_struktur=Code("4")), schema()),
    Case(1034, schema(ableitungsmodifikationen_repraesentation=Code("2")), schema()),
    Case(1049, profile(definition=" "), profile()),
    Case(1050, profile(bezeichnung=None), profile()),
    Case(1051, schema(bezug=()), schema()),
    Case(1052, profile(bezug=()), profile(bezug=(), ist_abstrakt=True)),
    Case(1053, profile(relation=(related("VKN", "D12000000002"),)), profile()),
    Case(
        1054,
        profile(ist_abstrakt=True, relation=(related("VKN", "D12000000002"),)),
        profile(ist_abstrakt=True, relation=(related("VKN", "D12000000002"), related("VKN", "D12000000003"))),
    ),
    Case(1055, profile(dokumentart=Code("015")), profile(dokumentart=Code("999"))),
    Case(1078, schema(struktur=()), schema()),
    Case(1092, profile(ist_abstrakt=None), profile()),
    Case(
        1096,
        schema(dokumentsteckbrief=Identifikation("D99000000001"), freigabestatus=Code("2")),
        schema(freigabestatus=Code("2")),
    ),
    Case(
        1097,
        schema(dokumentsteckbrief=Identifikation("D99000000001")),
        schema(dokumentsteckbrief=Identifikation("D99000000001"), freigabestatus=Code("2")),
    ),
    Case(1107, profile(hilfetext=""), profile()),
)

FIELDS = (
    Case(1011, choice(datentyp=Code("num")), choice()),
    Case(1012, choice(praezisierung=Praezisierung(max_length="5")), choice()),
    Case(1014, field(schemaelementart=Code("ABS")), group(schemaelementart=Code("ABS"))),
    Case(1015, field(datentyp=Code("bool")), field()),
    Case(1016, field(praezisierung=Praezisierung(min_value="1")), typed("num_int", "1")),
    Case(1017, choice(feldart=Code("input")), choice()),
    Case(1018, choice(werte=()), choice()),
    Case(1018, both_lists(), listed()),
    Case(1027, field(feldart=Code("knopf")), field(feldart=Code("locked"))),
    Case(1028, field(datentyp=Code("farbe")), field(datentyp=Code("text_latin"))),
    Case(1030, field(vorbefuellung=None), field(vorbefuellung=Code("optional"))),
    Case(
        1035,
        field(praezisierung=Praezisierung(min_length="1", max_length="9", text='{"minLength":"1"}')),
        field(praezisierung=Praezisierung(min_length="1", max_length="9", text="Bitte {genau} lesen")),
    ),
    Case(1056, field(max_size=5), field(datentyp=Code("file"), praezisierung=None, max_size=5)),
    Case(1057, field(media_type=("image/png",)), field(datentyp=Code("file"), media_type=("image/png",))),
    Case(1058, choice(code_key="code"), listed(code_key="code")),
    Case(
        1090,
        field(feldart=Code("label"), datentyp=Code("date")),
        field(feldart=Code("label"), inhalt="Hallo"),
    ),
    Case(1100, field(datentyp=Code("file"), inhalt="x"), field(inhalt="x")),
    Case(1102, field(praezisierung=Praezisierung(max_length="9")), choice()),
    Case(1103, typed("date"), typed("date", "2026-01-01")),
    Case(1109, field(feldart=Code("label")), field(feldart=Code("label"), inhalt="Hallo")),
    Case(
        1120,
        field(datentyp=Code("obj"), praezisierung=Praezisierung(pattern="a")),
        field(datentyp=Code("obj")),
    ),
)

LIMITS = (
    Case(1059, sized("-1", "9"), sized("0", "9")),
    Case(1060, sized("0", "0"), sized("0", "1")),
    Case(1061, sized("9", "8"), sized("8", "8")),
    Case(1062, typed("num", "1,5"), typed("num", "-1.5e3")),
    Case(1063, typed("num_currency", None, "viel"), typed("num_currency", None, ".5")),
    Case(1064, typed("num", "2", "1"), typed("num", "1", "1.0")),
    Case(1064, typed("time", "12:00:01", "12:00:00"), typed("time", "08:00:00", "12:00:00.5")),
    Case(1065, typed("num_int", "1.5"), typed("num_int", "+1")),
    Case(1066, typed("num_int", None, "x"), typed("num_int", None, "7")),
    Case(1067, typed("date", "01.01.2026"), typed("date", "2026-01-01")),
    Case(1068, typed("date", None, "2026-02-30"), typed("date", None, "2026-02-28Z")),
    Case(1069, typed("num", content="zwei"), typed("num", content="2.5")),
    Case(1070, typed("num_int", content="2.5"), typed("num_int", content="2")),
    Case(1071, typed("date", content="heute"), typed("date", content="2026-01-01")),
    Case(
        1072, typed("date", "2026-01-02", None, "2026-01-01"), typed("date", "2026-01-01", None, "2026-01-01")
    ),
    Case(1073, typed("num", None, "9", "9.01"), typed("num", None, "9", "9")),
    Case(1074, sized("5", "9", "kurz"), sized("4", "9", "kurz")),
    Case(1075, sized("1", "3", "lang"), sized("1", "4", "lang")),
    Case(1077, typed("bool", content="ja"), typed("bool", content="true")),
    Case(1079, typed("datetime", "2026-01-01"), typed("datetime", "2026-01-01T08:30:00+01:00")),
    Case(
        1080, typed("datetime", None, "2026-01-01T25:00:00"), typed("datetime", None, "2026-01-01T08:30:00")
    ),
    Case(1081, typed("time", "8 Uhr"), typed("time", "08:00:00")),
    Case(1082, typed("time", None, "24:30:00"), typed("time", None, "23:30:00Z")),
    Case(1083, typed("datetime", content="jetzt"), typed("datetime", content="2026-01-01T08:30:00Z")),
    Case(1084, typed("time", content="08:61:00"), typed("time", content="08:59:00")),
)

STRUCTURE = (
    Case(
        1003,
        schema(place(field()), place(field(identifikation=Identifikation(FIELD_ID, "2.0.0")))),
        schema(place(field()), place(group(place(field()), place(field(OTHER_ID))))),
    ),
    Case(
        1004,
        schema(place(group(place(field()), place(field())))),
        schema(place(group(place(field()), place(field(identifikation=Identifikation(FIELD_ID, "2.0.0")))))),
    ),
    Case(1013, schema(place(group(schemaelementart=Code("ABS")))), schema()),
    Case(1021, schema(place(field(), 0, 0)), schema(place(field(), 0, 1))),
    Case(
        1022,
        group(place(field(schemaelementart=Code("HAR")), bezug=()), place(field(OTHER_ID))),
        group(place(field(schemaelementart=Code("HAR"))), place(field(OTHER_ID), bezug=())),
    ),
    Case(1023, group(struktur=()), group()),
    Case(1025, schema(place(field()), place(field())), schema(place(field()), place(field(OTHER_ID)))),
    Case(
        1026,
        group(place(group(place(group()), group_id="G12000000002")), place(field(OTHER_ID))),
        group(place(group(group_id="G12000000002")), place(field(OTHER_ID))),
    ),
    Case(1042, group(art=Code("Y")), group(art=Code("X"))),
    Case(1043, group(place(field()), art=Code("X")), group(art=Code("X"))),
    Case(1046, schema(place(field(), -1, 1)), schema(place(field(), 1, 1))),
    Case(1047, schema(place(field(), 2, 1)), schema(place(field(), 2, None))),
    Case(1094, group(DEFAULT_FIELD, place(field())), group(DEFAULT_FIELD)),
    Case(1095, schema(DEFAULT_FIELD), schema(DEFAULT_FIELD, place(field()))),
    Case(1106, group(place(field())), group()),
    Case(1116, schema(place(field(freigabestatus=Code("7")))), field(freigabestatus=Code("7"))),
    Case(1118, group(place(field(), 1, 1), place(field(OTHER_ID)), art=Code("X")), group(art=Code("X"))),
    Case(1127, _beneath(schema), _beneath(group)),
    Case(1128, _beneath(group), _beneath(schema)),
    Case(1129, _beneath(schema, freigabestatus=Code("2")), _beneath(schema, freigabestatus=Code("3"))),
    Case(1130, _beneath(group, freigabestatus=Code("1")), _beneath(schema, freigabestatus=Code("1"))),
    Case(
        1134,
        schema(place(field()), identifikation=Identifikation("S12000000001")),
        schema(place(field()), identifikation=Identifikation("S13000000001")),
    ),
    Case(
        1135,
        schema(place(field(identifikation=WORKING_COPY))),
        schema(place(field(identifikation=WORKING_COPY)), identifikation=Identifikation("S12000000001")),
    ),
    Case(
        1139,
        schema(place(field(datentyp=Code("file")))),
        schema(place(field(datentyp=Code("file")), 0, None)),
    ),
)

RULES = (
    Case(
        1001,
        group(regel=(rule("Wenn F12000000009 leer ist, dann nicht."),)),
        group(regel=(rule(f"Wenn {FIELD_ID} leer ist, dann {GROUP_ID} nicht."),)),
    ),
    Case(
        1001,
        schema(place(group(regel=(rule("F12000000003 muss leer sein."),))), place(field("F12000000003"))),
        schema(place(group()), place(field("F12000000003")), regel=(rule("F12000000003 muss leer sein."),)),
    ),
    Case(
        1019, group(regel=(rule(f"{FIELD_ID}V1.0 ist leer."),)), group(regel=(rule(f"{FIELD_ID} ist leer."),))
    ),
    Case(1024, group(regel=(rule(None),)), group(regel=(rule("Alles ist frei."),))),
    Case(1041, group(regel=(rule("F12000001 ist leer."),)), group(regel=(rule(f"{FIELD_ID} ist leer."),))),
)

CODELISTS = (
    Case(1005, listed("Farben"), listed()),
    Case(
        1036,
        schema(place(listed(uri=f"{URN}_a")), place(listed(uri=f"{URN}_b", field_id=OTHER_ID))),
        schema(place(listed(uri=f"{URN}_a")), place(listed(uri=f"{URN}_a", field_id=OTHER_ID))),
    ),
    Case(1036, listed(), listed(version="2025-01-01"), (codelist(), codelist(("1", "Rot"), ("3", "Grün")))),
    Case(
        1037,
        schema(place(listed()), place(listed(version="2025-01-01", field_id=OTHER_ID))),
        schema(place(listed()), place(listed(field_id=OTHER_ID))),
    ),
    Case(1040, listed(" "), listed()),
    Case(1044, choice(Wert("1", "Rot")), choice()),
    Case(1044, listed(), listed(version="2025-01-01"), (codelist(("1", "Rot")),)),
    Case(1045, choice(Wert("1", "Rot"), Wert("1", "Blau")), choice()),
    Case(1045, listed(), listed(version="2025-01-01"), (codelist(("1", "Rot"), ("1", "Blau")),)),
    Case(1048, listed("urn:de:beispiel:größen"), listed("urn:xoev-de:fim:codeliste:a_b")),
    Case(1076, listed(inhalt="3"), listed(inhalt="2"), (codelist(),)),
    Case(1085, choice(inhalt="3"), choice(inhalt="2")),
    Case(1093, choice(Wert("1", "Rot"), Wert("2", "Rot")), choice()),
    Case(1105, listed(version="2020-28-09"), listed(version=None)),
    Case(1122, listed(name_key="bezeichnung"), listed(name_key="name"), (codelist(),)),
)

CASES = (*ELEMENTS, *DOCUMENTS, *FIELDS, *LIMITS, *STRUCTURE, *RULES, *CODELISTS)
