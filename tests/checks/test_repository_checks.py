# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The checks of this repository find what they are meant to find, and nothing else."""

import pytest

from tools import addresses, catalogue, size


def test_a_long_function_is_found_and_its_docstring_does_not_count():
    body = "    x = 1\n"
    docstring = '    """One.\n' + "    more\n" * 50 + '    """\n'
    assert list(size.findings("def short():\n" + docstring + body * 39)) == []
    assert list(size.findings("def long():\n" + body * 40)) == [(1, "function long has 41 lines, at most 40")]


def test_a_long_file_and_a_wide_class_are_found():
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(13))
    hidden = "".join(f"    def _m{number}(self): ...\n" for number in range(13))
    assert [text for _, text in size.findings("#\n" * 401)] == ["401 lines, at most 400"]
    assert len(list(size.findings("class Wide:\n" + methods))) == 1
    assert list(size.findings("class Deep:\n" + hidden)) == []


@pytest.mark.parametrize(
    "line",
    [
        "index = https://py" + "pi.org/simple",
        '"resolved": "https://registry.n' + "pm" + 'js.org/x.tgz"',
        "see /ro" + "ot/project",
        "cd /ho" + "me/somebody",
    ],
)
def test_an_address_or_a_path_of_a_machine_is_found(line):
    assert [number for number, _ in addresses.findings(f"fine\n{line}\n")] == [2]


@pytest.mark.parametrize("line", ["https://example.org{}list", "src{}x", "..{}x", "$root{}", "der /Weg"])
def test_other_addresses_and_paths_are_left_alone(line):
    assert list(addresses.findings(line.format("/wo" + "rk/"))) == []


def test_texts_of_templates_are_found_as_the_catalogue_names_them():
    template = (
        '{% load i18n %}{% translate "Weiter\'s (hier)" %}\n'
        "{% blocktranslate trimmed %}\n Guten Tag, {{ name }}!\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}ein Hund{% plural %}{{ n }} Hunde{% endblocktranslate %}"
    )
    assert [key for _, key in catalogue.texts_of_template(template)] == [
        "Weiter's (hier)",
        "Guten Tag, %(name)s!",
        "ein Hund\0%(n)s Hunde",
    ]


def test_texts_of_python_are_found_only_in_gettext_calls():
    source = 'a = _("Eins")\nb = gettext_lazy("Zwei")\nc = print("Drei")\nd = pgettext("Ort", "Vier")\n'
    assert list(catalogue.texts_of_python(source)) == [(1, "Eins"), (2, "Zwei"), (4, "Ort\x04Vier")]


def test_a_catalogue_lacks_nothing_loses_no_slot_and_keeps_nothing_nobody_says():
    here = catalogue.ROOT / "seite.py"
    used = [(here, 1, "Fehlt"), (here, 2, "Geben Sie „{label}“ ein."), (here, 3, "Ein Hund\0%(n)s Hunde")]
    known = {
        "": "Language: en",
        "Geben Sie „{label}“ ein.": "Enter it.",
        "Ein Hund\0%(n)s Hunde": "One dog\0%(n)s dogs",
        "Alt": "Old",
    }
    assert list(catalogue.problems(used, known)) == [
        "seite.py:1: no translation: Fehlt",
        "slots differ: Geben Sie „{label}“ ein.",
        "nobody says: Alt",
    ]
