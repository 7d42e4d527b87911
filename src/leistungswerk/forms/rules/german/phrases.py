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
TIMES = {"mindestens": "OP>=", "wenigstens": "OP>=", "höchstens": "OP<=", "maximal": "OP<=", "genau": "OP="}
KEYWORDS = (
    "wenn", "dann", "muss", "müssen", "darf", "dürfen", "nicht", "werden", "befüllt", "ausgefüllt", "angegeben", "angezeigt",
    "eingeblendet", "ausgeblendet", "mindestens", "höchstens", "entweder", "ansonsten", "andernfalls", "ungleich",
)  # fmt: skip
"""Words a slip of the pen is set right to."""
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
    (rf"alle {_FIELD} (?:aus |in |von )?(?:{_THE} )?(?:{_GROUP} )?§(\d+)(?! ,| und| oder)", "all"),
    (
        rf"(?:aus|in) (?:{_THE} )?{_GROUP} §(\d+) als einziges {_FIELD} (?:{_THE} )?(?:{_FIELD} )?§(\d+)",
        "only",
    ),
    (
        rf"(?:aus|in) (?:{_THE} )?{_GROUP} §(\d+) mindestens ein (?:weiteres|anderes) {_FIELD} als (?:{_THE} )?(?:{_FIELD} )?§(\d+)",
        "others",
    ),
)

_OF_GROUP = rf"(?:in|innerhalb|aus|von)(?: {_THE})?(?: {_GROUP}|(?: daten)?gruppe)?"
WITHIN = (
    (
        rf"(?:in |innerhalb |im )?(?:{_THE} )?(?:{_GROUP}|datengruppe) §(\d+)((?: (?:muss|darf|müssen|dürfen|ist|sind|wird|kann))?"
        rf"(?: im| in dem| {_THE})?) (?:{_FIELD}|datenfelder) §(\d+)"
    ),
)
LISTED_WITHIN = rf"((?:§\d+ (?:, |und |oder )*)*(?:{_FIELD} )?§\d+) (?:{_OF_GROUP}|{_THE} (?:{_GROUP}|datengruppe)) §(\d+)"
"""A field told with its group beside it: „in der Feldgruppe G… das Feld F…“, „F… in G…“."""

_SHOWN = "angezeigt|anzuzeigen|anzeigen|eingeblendet|einzublenden|einblenden|sichtbar|erscheint|erscheinen|zeige|aktiviere"
_HIDDEN = (
    "ausgeblendet|auszublenden|ausblenden|deaktiviere|deaktiviert|deaktivieren|verborgen|unsichtbar|versteckt"
)
_DUTY = (
    "pflicht|pflichtfeld|pflichtfelder|pflichtfeldes|pflichtangabe|pflichtangaben|pflichtfeldgruppe|pflichtfeldgruppen|"
    "pflichtgruppe|erforderlich|notwendig|verpflichtend|obligatorisch|benötigt"
)

PHRASES: tuple[tuple[str, str], ...] = (
    # shown and hidden
    (r"antragstellende[nr]?(?= person)", ""),
    (r"(?:mache?|kennzeichne) (?:es|sie|ihn|dieses feld|diese feldgruppe|dieses|diese)", ""),
    (r"(?:daten)?felder und (?:daten)?feldgruppen", ""),
    (r"blende((?: (?!blende|dann|wenn)\S+)*?) aus", r"HIDE\1"),
    (r"blende((?: (?!blende|dann|wenn)\S+)*?) ein(?= ,| und|$)", r"SHOW\1"),
    (_SHOWN, "SHOW"),
    (_HIDDEN, "HIDE"),
    (rf"als (?:{_DUTY}) (?:zu )?(?:kennzeichnen|gekennzeichnet|markieren|markiert)", "TOFILL"),
    (rf"(?:als|zu einer|zu einem|zum|zur|eine|ein) (?:{_DUTY})", "TOFILL"),
    (r"(?:ein )?(?:optionales|freiwilliges) feld|optional|freiwillig", "FREI"),
    # pronouns and persons
    (r"(?<=^wenn )es(?: mit)?(?= ¤| wahr| falsch| ja| nein)", "OP="),
    (r"die in (§\d+) angegebene person", r"\1"),
    # slips
    (r"mindestes|mindesten|mindesens", "mindestens"),
    (r"muß|mus|muessen|müßen", "muss"),
    (r"(\w+) \1(?= )", r"\1"),
    # today and the direction of time
    (r"(?:zum|am|bei) (?:zeitpunkt|tag|datum) der (?:antragstellung|antragsstellung|einreichung)", ""),
    (rf"frühestens in (¤\d+ (?:{'|'.join(UNITS)}))", r"OP>= \1 OP> HEUTE"),
    (rf"spätestens in (¤\d+ (?:{'|'.join(UNITS)}))", r"OP<= \1 OP> HEUTE"),
    (r"(?:noch )?(?:keine|nicht)(?= ¤\d+ JAHRE alt)", "OP<"),
    (r"(?:der |die )?(?:zeitraum|abstand|zeitspanne|dauer|zeit)(?= zwischen)", ""),
    (r"alter(?: der person)?(?: aus| in| gemäß| von)?", "ALT"),
    (r"alt|her|zurückliegt|zurückliegen|zurück liegt|zurück liegen", "ALT"),
    (r"älter(?: als)?", "ALT OP>"),
    (r"jünger(?: als)?", "ALT OP<"),
    (
        r"(?:aktuelle[snmr]?|heutige[snmr]?) (?:datums?|tag|tages)|heute|tagesdatum|systemdatum|tagesaktuelle[sn]? datum",
        "HEUTE",
    ),
    (r"(?:datum|tag|zeitpunkt) der (?:antragstellung|antragsstellung|einreichung)(?! §)", "HEUTE"),
    (r"(?:am oder vor|vor oder am)(?: dem| der)?", "OP<="),
    (r"(?:am oder nach|nach oder am|ab)(?: dem| der)?(?= (?:\S+ ){0,5}§| HEUTE| ¤)", "OP>="),
    (r"in der zukunft", "OP> HEUTE"),
    (r"in der vergangenheit", "OP< HEUTE"),
    # counts before comparisons
    (r"(?:den|die|das)selben? (?:wert|angabe|datum|inhalt) wie", "OP="),
    (r"(?<=\d )x(?= [¤§])", "MAL"),
    (r"setzt sich aus(.*) zusammen", r"ERGIBT\1"),
    (r"nicht mehr als (?:eine?[smrn]?)(?: von)?", "HOECHSTENS"),
    (r"mindestens so (?:groß|hoch|viel|viele)(?: sein)? wie", "OP>="),
    (r"höchstens so (?:groß|hoch|viel|viele)(?: sein)? wie", "OP<="),
    (
        (
            r"all(?:e|en) (?:anderen|übrigen|sonstigen)(?! fällen| feldern?| feldgruppen| länder)(?: möglichen)?(?: (?:werten?|ausprägungen|einträgen?|optionen|codes|auswahlmöglichkeiten))?"
            r"(?: der codeliste)?"
        ),
        "REST",
    ),
    (r"nur eine[rsnm]? (?:der|von)(?= (?:code|wert|eintr|option|¤))", "NUR"),
    (r"gemäß(?= §)", ""),
    # comparisons
    (r"gleich oder (?:nach|später als|größer als|größer)(?: dem| der)?", "OP>="),
    (r"gleich oder (?:vor|früher als|kleiner als|kleiner)(?: dem| der)?", "OP<="),
    (r"genau(?= ¤)", "OP="),
    (
        r"(?:eine? \w+ )?(?:ausgewählt|gewählt)(?: wird| ist| wurde)? ,? ?(?:deren|dessen) code(?: im bereich)?(?= OP)",
        "BEREICH",
    ),
    (r"(¤\d+) bis (¤\d+)", r"\1 BIS \2"),
    (r"(OP>=? ¤\d+) bis (OP<=? ¤\d+)", r"\1 BIS \2"),
    (r"(?:größer|höher|grösser) (?:oder gleich|gleich)(?: als| wie)?", "OP>="),
    (r"(?:kleiner|niedriger) (?:oder gleich|gleich)(?: als| wie)?", "OP<="),
    (r"nicht (?:mehr|größer|höher|später) als(?= ¤| §)", "OP<="),
    (r"nicht (?:weniger|kleiner|früher|geringer) als(?= ¤| §)", "OP>="),
    (r"(?:größer|höher|später|länger)(?: als)?|mehr als", "OP>"),
    (r"(?:kleiner|niedriger|früher|kürzer|geringer)(?: als)?|weniger als", "OP<"),
    (r"spätestens(?: am| bis)?", "OP<="),
    (r"frühestens(?: am| ab)?", "OP>="),
    (r"(?:nicht gleich|ungleich|abweichend von)(?: mit)?", "OP<>"),
    (r"(?:übereinstimmen|entsprechen|gleich sein|identisch sein)", "UEBEREIN"),
    (
        r"(?:gleich|entspricht(?! der summe| der differenz| dem produkt)|identisch mit|identisch|übereinstimmend mit)",
        "OP=",
    ),
    (r"(?:den|der|einen) (?:wert|code|werten) OP=", "OP="),
    (r"(?:mindestens|wenigstens|minimal)(?= ¤| HEUTE)", "OP>="),
    (r"(?:höchstens|maximal|bis zu)(?= ¤| HEUTE)", "OP<="),
    (r"(?:zutrifft|zutreffend|bejaht|trifft zu)", "OP= WAHR"),
    (r"(?:verneint)", "OP= FALSCH"),
    (r"(?:wahr|true|ja)", "WAHR"),
    (r"(?:falsch|false|nein)", "FALSCH"),
    # conditions
    (r"^trifft((?: \S+){0,2} §\d+) nicht zu", r"WENN\1 NICHT OP= WAHR"),
    (r"^trifft((?: \S+){0,2} §\d+) zu", r"WENN\1 OP= WAHR"),
    (
        r"^ohne (?:angabe|eingabe|eintrag|wert) (?:in|im|von|zu|bei)(?: dem)?(?: feld)? (§\d+)",
        r"WENN \1 EMPTY DANN",
    ),
    (
        (
            r"(?:ist|sind) (?:die |diese |das |dies )?(?:eingaben?|angaben?|kombination|auswahl|eintrag)? ?"
            r"(?:unzulässig|nicht zulässig|ungültig|fehlerhaft)$"
        ),
        "UNGUELTIG",
    ),
    (r"und umgekehrt", "UMGEKEHRT"),
    (r"genau dann|und nur dann|dann und nur dann", "GENAUDANN"),
    (
        r"(?:im falle? (?:von|der)|^bei(?: dem| der)?|(?<=^nur )bei(?: dem| der)?)(?= (?:feld |datenfeld )?§\d+ OP)",
        "WENN",
    ),
    (
        r"(?:im falle?|in dem fall|für den fall|unter der (?:voraussetzung|bedingung)|vorausgesetzt) ?,? dass",
        "WENN",
    ),
    (r"(?:es sei denn|außer)(?: ,)?(?: dass| wenn)?", "AUSSER"),
    (r"nur (?:dann|insoweit)|ausschließlich(?: dann)?|lediglich", "NUR"),
    (r"nur(?! eine)", "NUR"),
    (r"(?:wenn|if|falls|sofern|soweit|solange|sobald|insofern)", "WENN"),
    (r"bei (?:der )?(?:auswahl|angabe|eingabe)(?: von| des wertes| der option)?", "BEI"),
    (r"(?:in allen anderen fällen|im anderen fall|sonst|else|andernfalls|anderenfalls|ansonsten)", "SONST"),
    (r"dann|so|then", "DANN"),
    # quantities
    (r"(?:mindestens|wenigstens|zumindest) (?:eine?[smrn]?|¤\d+)(?: von)?", "MINDESTENS"),
    (r"mindestens einmal", ""),
    (r"anzahl (?:der|von)(?= (?:\S+ ){0,2}§)", "ANZAHL"),
    (r"zwischen (?:dem )?(¤\d+) und (?:dem )?(¤\d+)", r"ZWISCHEN \1 \2"),
    (r"differenz(?: aus| von| zwischen)?", "DIFFERENZ"),
    (r"(?:produkt|multiplikation)(?: aus| von)?", "PRODUKT"),
    (r"zwischen(?: dem| den| der)?(?= (?:\S+ ){0,3}§)", "ZWISCHEN"),
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
        (
            r"(?:ergibt sich|berechnet sich|errechnet sich|berechnet|errechnet)(?: aus| als| durch)?|"
            r"(?:ist|entspricht|enthält|beinhaltet) (?:die|der|das|dem)(?= summe| DIFFERENZ| PRODUKT)"
        ),
        "ERGIBT",
    ),
    (r"(?:summe|gesamtsumme)(?: aller| aus| von| über)?(?: der werte| aller werte)?(?: in| von)?", "SUMME"),
    (r"(¤\d+) ergeben", r"\1"),
    (r"(?:plus|zuzüglich|\+)", "PLUS"),
    (r"(?:minus|abzüglich|-)", "MINUS"),
    (r"(?:mal|multipliziert mit|\*)", "MAL"),
    (r"(?:geteilt durch|dividiert durch|/)", "DURCH"),
    # what is said of an element
    (
        r"(?:leer zu lassen|freizulassen|unzulässig|entfällt|entfallen|frei zu lassen|verboten|ausgeschlossen)",
        "TOEMPTY",
    ),
    (r"(?:zulässig|erlaubt|möglich)", "ALLOWED"),
    (r"(?:das )?(?:ausfüllen|befüllen)(?: von| des| der)(?= (?:\S+ )?§)", ""),
    (
        (
            r"(?:zu (?:befüllen|machen|erfassen|beantworten|tätigen|übermitteln|füllen)|auszufüllen|anzugeben|einzutragen|"
            r"einzugeben|beizufügen|hochzuladen|vorzulegen|auszuwählen)"
        ),
        "TODO",
    ),
    (_DUTY, "TOFILL"),
    (r"einen? (?:wert|eintrag|eingabe|angabe) (?:enthält|enthalten|hat|haben|aufweist)", "FILLED"),
    (r"(keine?|eine?) (?:angaben?|eintrag|eingabe|wert|daten) vor(?= ,|$| DANN)", r"\1 FILLED"),
    (r"(?:leer|unbefüllt|frei)(?: bleiben| gelassen| lassen| bleibt)?", "EMPTY"),
    (r"(?:ausgewählt|gewählt|angekreuzt|aktiviert|angehakt|gesetzt|auswählt|wählt)", "CHOSEN"),
    (
        (
            r"(?:befüllt|gefüllt|ausgefüllt|befüllen|ausfüllen|angegeben|angeben|eingegeben|eingetragen|vorhanden|belegt|"
            r"erfasst|gemacht|vorgenommen|getroffen|erfolgt|erfolgen|getätigt|hochgeladen|beigefügt|beantwortet|übermittelt|befült|beffült|vorliegt|vorliegen)"
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
bei beim hier besitzt trägt zeitlich aus datengruppe entsprechend entsprechende entsprechenden zusätzlich immer folgende folgenden folgender
angaben angabe feld felder feldern felds feldes feldgruppe feldgruppen datenfeld datenfelder
datenfeldgruppe datenfeldgruppen gruppe gruppen unterfeld wert werte werten wertes code codes eintrag
option optionen auswahl auswahlfeld eingabe inhalt wahlweise jeweils dort dieses diese dieser diesem
diesen ebenfalls zwingend unbedingt bereits dabei hierbei daraus daher fall ausprägung
antwort frage kontrollkästchen checkbox datum zeitpunkt betrag zahl hat haben enthält enthalten beträgt
betragen liegt liegen lautet annimmt aufweist entsprechen stehen steht dass ihm ihr er sie gilt
gelten gegeben davon weiteren weitere weiter jeweilige jeweiligen anhand daten mal dies sodann ihre seine
oben genannten genannte beiden beider zurück aus vorher bitte
"""
NOISE = frozenset(_NOISE_WORDS.split())
_UNIT = "(?:TAGE|WOCHEN|MONATE|JAHRE)"
_LIST = r"§\d+(?:(?: ,| UND| ODER)* §\d+)*"
_VALUES = r"(?:¤\d+|WAHR|FALSCH)(?: (?:,|ODER|UND|OW)+ (?:¤\d+|WAHR|FALSCH))*"
_VERB_FIRST = (
    (
        rf"(^|(?:DANN|UND|SONST|,|¤\d+|WAHR|FALSCH|FILLED|EMPTY) )((?:MUSS |DARF )?(?:NICHT )?)(SHOW|HIDE|TOEMPTY)( TOFILL)?(?: :)?"
        rf" ({_LIST})( NICHT)?"
    ),
    r"\1ALLE \5 \2\6\4 \3",
)
"""„blende F… aus“: the verb goes behind what it speaks of."""
AFTER = (
    (rf"\( ({_LIST}) \)", r"\1"),
    (rf"(OP\S+) \( ({_VALUES}) \)", r"\1 \2"),
    (r"(§\d+) \( (¤\d+(?: (?:,|ODER|OW) ¤\d+)+) \)", r"\1 OP= \2"),
    (r"OP= OP=", "OP="),
    (r"(§\d+) (?:BEREICH )?(OP>=? ¤\d+ BIS OP<=? ¤\d+)", r"\1 \2"),
    (r"DIFFERENZ (§\d+) (?:UND|,|MINUS) (§\d+)", r"\1 MINUS \2"),
    (r"PRODUKT (§\d+) (?:(?:UND|,|MAL) )?(§\d+|¤\d+)", r"\1 MAL \2"),
    (
        rf"(MINDESTENS|GENAU|HOECHSTENS)((?: MUSS| DARF)?(?: NICHT)?) (TODO|TOFILL|FILLED) : ({_LIST})$",
        r"\1 \4\2 \3",
    ),
    (rf"ALT ((?:\( )?§\d+(?: \))?(?: MUSS| DARF)?(?: NICHT)?|)( ?OP\S+ ¤\d+ {_UNIT})(?: ALT)?", r"\1\2 ALT"),
    (r"OP>= (¤\d+) UND OP<= (¤\d+)", r"ZWISCHEN \1 \2"),
    (r"(§\d+ ERGIBT .*) TODO$", r"\1"),
    (r"NUR (¤\d+(?: OW ¤\d+)*) ALLOWED", r"DARF NUR \1"),
    (r"UND UMGEKEHRT", "UMGEKEHRT"),
    _VERB_FIRST,
    (r"  +", " "),
    (r"UND ZUGLEICH (?=§)", "UND "),
    (r"ENTWEDER (MUSS|DARF) (?=§)", r"\1 ENTWEDER "),
    (r"^((?:(?!WENN|DANN).)*) GENAUDANN ((?:(?!WENN).)*)WENN", r"\1 \2GENAUDANN WENN"),
    (r"^((?:(?!WENN|DANN).)*) DANN ((?:(?!WENN).)*WENN )", r"\1 \2"),
    (r"wobei NUR", "UND NUR"),
    (r"(¤\d+|WAHR|FALSCH)( NICHT)? CHOSEN", r"\2 \1"),
    (r"(TOFILL|TODO)(?: TOFILL| TODO)+", r"\1"),
    (r"ENTWEDER NUR (§\d+) ODER NUR", r"ENTWEDER \1 ODER"),
    (r"((?:§\d+ (?:UND |ODER |, )*)+)(?:DARF|MUSS) NICHT ZUGLEICH EMPTY", r"MUSS MINDESTENS \1FILLED"),
    (r"KEINES ((?:¤\d+(?: ODER | , )?)+)", r"NICHT \1"),
    (r"(§\d+) (SUMME.*) ERGIBT$", r"\1 ERGIBT \2"),
    (r"(WAHR|FALSCH|(?<=§\d )¤\d+|(?<=^WENN OP= )¤\d+)( NICHT)? FILLED", r"\2 \1"),
    (
        r"((?:§\d+ (?:UND |ODER |, )*)+)(MUSS |DARF |)(MINDESTENS|GENAU|HOECHSTENS|KEINES)(?= (?:FILLED|NICHT|TOFILL|TODO))",
        r"\3 \1\2",
    ),
    (r"NICHT ZUGLEICH ((?:§\d+ (?:UND |ODER |, )*)+)(?=FILLED)", r"\1NICHT ZUGLEICH "),
    (r"(§\d+) UND (§\d+) MUSS UEBEREIN", r"\1 MUSS OP= \2"),
    (r"(SUMME(?: §\d+| UND| ,| PLUS)+|ANZAHL §\d+|§\d+|¤\d+) UEBEREIN", r"OP= \1"),
    (r"(¤\d+|WAHR|FALSCH) NICHT(?= |$)(?! OP)(?! (?:FILLED|EMPTY|UEBER|UNTER))", r"NICHT \1"),
    (r"NICHT (¤\d+(?: [A-Z]+)?|§\d+) UEBER", r"NICHT OP> \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) NICHT UEBER", r"NICHT OP> \1"),
    (r"NICHT (¤\d+(?: [A-Z]+)?|§\d+) UNTER", r"NICHT OP< \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) NICHT UNTER", r"NICHT OP< \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) UEBER", r"OP> \1"),
    (r"(¤\d+(?: [A-Z]+)?|§\d+) UNTER", r"OP< \1"),
    (
        rf"ZWISCHEN (§\d+) UND (§\d+) ((?:MUSS |DARF )?(?:NICHT )?)(OP\S+ ¤\d+ {_UNIT})",
        r"\2 \3\4 OP> \1",
    ),
    (r"BEI ((?:¤\d+|WAHR|FALSCH)(?: (?:OW )?¤\d+)*) (§\d+)", r"WENN \2 OP= \1"),
    (r"BEI", "WENN"),
    _VERB_FIRST,
    (r"OP([<>]) (¤\d+)( [A-Z]+)? ODER OP= ¤\d+(?: (?:TAGE|MONATE|JAHRE|WOCHEN))?", r"OP\1= \2\3"),
    (r"(OP[<=>]+) (¤\d+|WAHR|FALSCH) (?:ODER|UND|,) \1 (?=¤|WAHR|FALSCH)", r"\1 \2 OW "),
    (r"(¤\d+) (?:, )?(?:ODER|UND|,) (?=¤)", r"\1 OW "),
    (r"NUR (¤\d+(?: OW ¤\d+)*) (?:CHOSEN )?(DARF|MUSS)", r"\2 NUR \1"),
    (r"(¤\d+(?: OW ¤\d+)*) CHOSEN", r"\1"),
    (r"(?:^|(?<= ))[,:](?= |$)", ""),
    (r"(MUSS|DARF|KANN) DANN", r"\1"),
    (r"DANN (?=WENN)", ""),
    (r"DANN UND", "DANN"),
    (r"WENN ((?:(?!WENN|DANN).)*?) DANN (?=OP|¤|NICHT|FILLED|EMPTY)", r"WENN \1 "),
    (r"((?:MUSS|DARF|KANN)(?: [^ ]+)*?) DANN ", r"\1 "),
    (r"NICHT NICHT", "NICHT"),
)

_QUANTITIES = """
anzahl differenz produkt durchschnitt mittelwert prozent hälfte quersumme doppelte doppelten dreifache dreifachen drittel viertel
maximum minimum höchstwert mindestwert rest länge zeichen ziffern quotient vielfache vielfaches regel zweifel ausnahme möglichkeit
bedarf minderjährige minderjährigen werktag nachkommastellen land länder länge stellen
"""
MEANINGFUL = frozenset(_QUANTITIES.split())
"""Nouns that say something of a value or of a case: beside an element they are no name of it."""

BETWEEN = frozenset(
    [
        "in",
        "im",
        "dem",
        "das",
        "den",
        "der",
        "die",
        "laut",
        "gemäß",
        "aus",
        "auf",
        "zu",
        "zum",
        "zur",
        "(",
        "feld",
        "datenfeld",
        "feldgruppe",
        "gruppe",
    ]
)
"""What may stand between a noun and the element it names."""
