# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of ``wording``: what people write, and the one sign it means. Their order matters."""

from __future__ import annotations

UNITS = {
    "TAGE": "(?:kalender)?tag(?:e|en|es)?",
    "WOCHEN": "wochen?",
    "MONATE": "monat(?:e|en|s)?",
    "JAHRE": "(?:lebens)?jahr(?:e|en|es)?",
}
NUMBERS = {
    "ein": "1", "einen": "1", "eine": "1", "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7",
    "acht": "8", "neun": "9", "zehn": "10", "zwölf": "12", "vierzehn": "14", "sechzehn": "16", "achtzehn": "18",
}  # fmt: skip
_FIELD = r"(?:feld|felder|felds|feldes|feldern|datenfeld|datenfelder|angabe|angaben)"
_GROUP = r"(?:feldgruppe|gruppe|datenfeldgruppe|feldgruppen)"
_THE = r"(?:der|die|das|den|dem|des)"

GROUPED = (
    (rf"(?:{_THE} )?erste(?:n|) (\w+) {_FIELD} (?:in )?(?:{_THE} )?(?:{_GROUP} )?§(\d+)", "first"),
    (
        rf"(?:mindestens|wenigstens) (?:ein|eines)(?: {_THE})? {_FIELD} (?:aus |in )?(?:{_THE} )?{_GROUP} §(\d+)",
        "any",
    ),
    (rf"(?:eines|ein) {_THE} {_FIELD} (?:aus |in )?(?:{_THE} )?{_GROUP} §(\d+)", "any"),
    (rf"alle {_FIELD} (?:aus |in )?(?:{_THE} )?{_GROUP} §(\d+)", "all"),
    (
        rf"(?:aus|in) (?:{_THE} )?{_GROUP} §(\d+) als einziges {_FIELD} (?:{_THE} )?(?:{_FIELD} )?§(\d+)",
        "only",
    ),
    (
        rf"(?:aus|in) (?:{_THE} )?{_GROUP} §(\d+) mindestens ein (?:weiteres|anderes) {_FIELD} als (?:{_THE} )?(?:{_FIELD} )?§(\d+)",
        "others",
    ),
)

PHRASES: tuple[tuple[str, str], ...] = (
    # slips
    (r"mindestes|mindesten|mindesens", "mindestens"),
    (r"muß|mus|muessen|müßen", "muss"),
    (r"(\w+) \1(?= )", r"\1"),
    # today and the direction of time
    (
        r"(?:aktuelle[snmr]?|heutige[snmr]?) (?:datums?|tag|tages)|heute|tagesdatum|systemdatum|tagesaktuelle[sn]? datum",
        "HEUTE",
    ),
    (r"(?:datum|tag|zeitpunkt) der (?:antragstellung|antragsstellung|einreichung)(?! §)", "HEUTE"),
    (r"(?:am oder vor|vor oder am)(?: dem| der)?", "OP<="),
    (r"(?:am oder nach|nach oder am|ab)(?: dem| der)?(?= (?:\S+ ){0,5}§| HEUTE| ¤)", "OP>="),
    (r"in der zukunft", "OP> HEUTE"),
    (r"in der vergangenheit", "OP< HEUTE"),
    # comparisons
    (r"(?:größer|höher|grösser) (?:oder gleich|gleich)(?: als| wie)?", "OP>="),
    (r"(?:kleiner|niedriger) (?:oder gleich|gleich)(?: als| wie)?", "OP<="),
    (r"nicht (?:mehr|größer|höher|später) als(?= ¤| §)", "OP<="),
    (r"nicht (?:weniger|kleiner|früher|geringer) als(?= ¤| §)", "OP>="),
    (r"(?:größer|höher|später|älter|länger)(?: als)?|mehr als", "OP>"),
    (r"(?:kleiner|niedriger|früher|jünger|kürzer|geringer)(?: als)?|weniger als", "OP<"),
    (r"spätestens(?: am| bis)?", "OP<="),
    (r"frühestens(?: am| ab)?", "OP>="),
    (r"(?:nicht gleich|ungleich|abweichend von)(?: mit)?", "OP<>"),
    (r"(?:übereinstimmen|entsprechen|gleich sein|identisch sein)", "UEBEREIN"),
    (r"(?:gleich|entspricht|identisch mit|identisch|übereinstimmend mit)", "OP="),
    (r"(?:den|der|einen) (?:wert|code|werten) OP=", "OP="),
    (r"(?:mindestens|wenigstens|minimal)(?= ¤| HEUTE)", "OP>="),
    (r"(?:höchstens|maximal|bis zu)(?= ¤| HEUTE)", "OP<="),
    (r"(?:zutrifft|zutreffend|bejaht|trifft zu)", "OP= WAHR"),
    (r"(?:verneint)", "OP= FALSCH"),
    (r"(?:wahr|true|ja)", "WAHR"),
    (r"(?:falsch|false|nein)", "FALSCH"),
    # conditions
    (
        r"(?:im falle?|in dem fall|für den fall|unter der (?:voraussetzung|bedingung)|vorausgesetzt) ?,? dass",
        "WENN",
    ),
    (r"(?:es sei denn|außer)(?: ,)?(?: dass| wenn)?", "AUSSER"),
    (r"nur (?:dann|insoweit)|ausschließlich(?: dann)?|lediglich", "NUR"),
    (r"nur(?! eine)", "NUR"),
    (r"(?:wenn|falls|sofern|soweit)", "WENN"),
    (r"bei (?:der )?(?:auswahl|angabe|eingabe)(?: von| des wertes| der option)?", "BEI"),
    (r"(?:in allen anderen fällen|im anderen fall|sonst|andernfalls|anderenfalls|ansonsten)", "SONST"),
    (r"dann|so", "DANN"),
    # quantities
    (r"(?:mindestens|wenigstens|zumindest) (?:eine?[smrn]?|¤\d+)(?: von)?", "MINDESTENS"),
    (r"mindestens einmal", ""),
    (r"anzahl (?:der|von)(?= (?:\S+ ){0,2}§)", "ANZAHL"),
    (r"zwischen (?:dem )?(¤\d+) und (?:dem )?(¤\d+)", r"ZWISCHEN \1 \2"),
    (r"(?:genau|exakt) (?:eine?[smrn]?)(?: von)?", "GENAU"),
    (r"(?:höchstens|maximal|nur|nicht mehr als) (?:eine?[smrn]?)(?: von)?", "HOECHSTENS"),
    (r"(?:keines|keiner|keine) (?:von|der|dieser)", "KEINES"),
    (r"(?:eines|einer|einem) (?:der|von|dieser)", "MINDESTENS"),
    (r"entweder", "ENTWEDER"),
    (r"weder", "KEINES"),
    (r"noch(?= (?:\S+ ){0,2}[§¤])", "ODER"),
    (r"nicht (?:beide|alle beide|alle)(?= )", "NICHT ZUGLEICH"),
    (r"(?:alle|sämtliche|beide)(?: (?:zwei|drei|vier|fünf|sechs))?", "ALLE"),
    (r"(?:gleichzeitig|zugleich|zusammen)", "ZUGLEICH"),
    (r"schließen sich(?: gegenseitig)? aus", "AUSSCHLUSS"),
    (r"(?:und/oder|bzw\.|beziehungsweise|oder)", "ODER"),
    (r"(?:sowohl)", ""),
    (r"(?:sowie|als auch|und zusätzlich|und)", "UND"),
    # calculated values
    (
        r"(?:ergibt sich|berechnet sich|errechnet sich|berechnet|errechnet)(?: aus| als| durch)?|ist (?:die|der)(?= summe)",
        "ERGIBT",
    ),
    (r"(?:summe|gesamtsumme)(?: aus| von| über)?", "SUMME"),
    (r"(?:plus|zuzüglich|\+)", "PLUS"),
    (r"(?:minus|abzüglich|-)", "MINUS"),
    (r"(?:mal|multipliziert mit|\*)", "MAL"),
    (r"(?:geteilt durch|dividiert durch|/)", "DURCH"),
    # what is said of an element
    (r"(?:leer zu lassen|freizulassen|unzulässig|entfällt|frei zu lassen|verboten)", "TOEMPTY"),
    (r"(?:zulässig|erlaubt|möglich|angezeigt|eingeblendet|sichtbar)", "ALLOWED"),
    (
        (
            r"(?:zu (?:befüllen|machen|erfassen|beantworten|tätigen|übermitteln|füllen)|auszufüllen|anzugeben|einzutragen|"
            r"einzugeben|erforderlich|notwendig|verpflichtend|pflicht|pflichtfeld|pflichtfelder|pflichtangabe|"
            r"pflichtangaben|beizufügen|hochzuladen|vorzulegen|auszuwählen)"
        ),
        "TOFILL",
    ),
    (r"(?:leer|unbefüllt|frei)(?: bleiben| gelassen| lassen| bleibt)?", "EMPTY"),
    (r"(?:ausgewählt|gewählt|angekreuzt|aktiviert|angehakt|gesetzt|auswählt|wählt)", "CHOSEN"),
    (
        (
            r"(?:befüllt|gefüllt|ausgefüllt|befüllen|ausfüllen|angegeben|angeben|eingegeben|eingetragen|vorhanden|belegt|"
            r"erfasst|gemacht|hochgeladen|beigefügt|beantwortet|übermittelt|befült|beffült|vorliegt|vorliegen)"
        ),
        "FILLED",
    ),
    (r"(?:muss|müssen|soll|sollen|brauchen|braucht)", "MUSS"),
    (r"(?:darf|dürfen)", "DARF"),
    (r"(?:kann|können)", "KANN"),
    (r"(?:nicht|keine?[nmrs]?)", "NICHT"),
    (r"(?:überschreiten|übersteigen|überschreitet|übersteigt)", "UEBER"),
    (r"(?:unterschreiten|unterschreitet)", "UNTER"),
    (r"(?:nach(?! auswahl))(?: dem| der)?(?= (?:\S+ ){0,5}§| HEUTE| ¤)", "OP>"),
    (r"vor(?: dem| der)?(?= (?:\S+ ){0,5}§| HEUTE| ¤)", "OP<"),
    (r"mindestens|wenigstens", "MINDESTENS"),
    (r"maximal|höchstens", "HOECHSTENS"),
)
_NOISE_WORDS = """
der die das den dem des ein eine einen einem einer eines es sich ist sind wird werden wurde wurden sein
war waren bleiben bleibt worden bzgl in im für zu zum zur von vom mit als wie auch jedoch aber am an auf
bei beim hier entsprechend entsprechende entsprechenden zusätzlich immer folgende folgenden folgender
angaben angabe feld felder feldern felds feldes feldgruppe feldgruppen datenfeld datenfelder
datenfeldgruppe datenfeldgruppen gruppe gruppen unterfeld wert werte werten wertes code codes eintrag
option optionen auswahl auswahlfeld eingabe inhalt wahlweise jeweils dort dieses diese dieser diesem
diesen ebenfalls grundsätzlich zwingend unbedingt bereits dabei hierbei daraus daher fall ausprägung
antwort frage kontrollkästchen checkbox datum zeitpunkt betrag zahl hat haben enthält enthalten beträgt
betragen liegt liegen lautet annimmt aufweist alt entsprechen stehen steht dass ihm ihr er sie gilt
gelten gegeben davon weiteren weitere weiter jeweilige jeweiligen anhand daten mal dies sodann ihre seine
oben genannten genannte beiden beider zurückliegt zurückliegen zurück aus vorher bitte
"""
NOISE = frozenset(_NOISE_WORDS.split())
AFTER = (
    (r"(¤\d+|WAHR|FALSCH)( NICHT)? CHOSEN", r"\2 \1"),
    (r"TOFILL TOFILL", "TOFILL"),
    (r"ENTWEDER NUR (§\d+) ODER NUR", r"ENTWEDER \1 ODER"),
    (r"((?:§\d+ (?:UND |ODER |, )*)+)(?:DARF|MUSS) NICHT ZUGLEICH EMPTY", r"MUSS MINDESTENS \1FILLED"),
    (r"KEINES ((?:¤\d+(?: ODER | , )?)+)", r"NICHT \1"),
    (r"(§\d+) (SUMME.*) ERGIBT$", r"\1 ERGIBT \2"),
    (r"(WAHR|FALSCH|(?<=§\d )¤\d+)( NICHT)? FILLED", r"\2 \1"),
    (
        r"((?:§\d+ (?:UND |ODER |, )*)+)(MUSS |DARF |)(MINDESTENS|GENAU|HOECHSTENS|KEINES)(?= (?:FILLED|NICHT|TOFILL))",
        r"\3 \1\2",
    ),
    (r"NICHT ZUGLEICH ((?:§\d+ (?:UND |ODER |, )*)+)(?=FILLED)", r"\1NICHT ZUGLEICH "),
    (r"(§\d+) UND (§\d+) MUSS UEBEREIN", r"\1 MUSS OP= \2"),
    (r"(SUMME(?: §\d+| UND| ,| PLUS)+|§\d+|¤\d+) UEBEREIN", r"OP= \1"),
    (r"(¤\d+|WAHR|FALSCH) NICHT(?= |$)(?! OP)(?! (?:FILLED|EMPTY|UEBER|UNTER))", r"NICHT \1"),
    (r"NICHT (¤\d+(?: [A-Z]+)?|§\d+) UEBER", r"NICHT OP> \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) NICHT UEBER", r"NICHT OP> \1"),
    (r"NICHT (¤\d+(?: [A-Z]+)?|§\d+) UNTER", r"NICHT OP< \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) NICHT UNTER", r"NICHT OP< \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) UEBER", r"OP> \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) UNTER", r"OP< \1"),
    (r"BEI ((?:¤\d+|WAHR|FALSCH)(?: (?:OW )?¤\d+)*) (§\d+)", r"WENN \2 OP= \1"),
    (r"BEI", "WENN"),
    (r"OP([<>]) (¤\d+)( [A-Z]+)? ODER OP= ¤\d+(?: (?:TAGE|MONATE|JAHRE|WOCHEN))?", r"OP\1= \2\3"),
    (r"(¤\d+|WAHR|FALSCH) (?:ODER|UND|,) OP[<=>]+ (?=¤|WAHR|FALSCH)", r"\1 OW "),
    (r"(¤\d+) (?:, )?(?:ODER|UND|,) (?=¤)", r"\1 OW "),
    (r"(?:^|(?<= ))[,:](?= |$)", ""),
    (r"(MUSS|DARF|KANN) DANN", r"\1"),
    (r"DANN (?=WENN)", ""),
    (r"DANN UND", "DANN"),
    (r"WENN ((?:(?!WENN|DANN).)*?) DANN (?=OP|¤|NICHT|FILLED|EMPTY)", r"WENN \1 "),
    (r"((?:MUSS|DARF|KANN)(?: [^ ]+)*?) DANN ", r"\1 "),
    (r"NICHT NICHT", "NICHT"),
)

MEANINGFUL = frozenset(
    {"anzahl", "differenz", "produkt", "durchschnitt", "mittelwert", "prozent", "hälfte", "quersumme"}
)
