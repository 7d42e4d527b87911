# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A maturity model as the file an office fills: the same document reads back to the same model."""

from collections.abc import Iterator

import msgspec

from leistungswerk.reporting.maturity.documents import Criterion, Level, ModelDocument

_HEAD = (
    "# Reifegradmodell als Datei. Leere Texte sind aus dem offiziellen Dokument zu ergänzen; dann übernehmen mit:\n"
    "# leistungswerk import maturity DATEI\n"
    "# „requires“ (Stufe) und „checks“ (Kriterium) verweisen auf Prüfungen des laufenden Systems.\n"
)


def to_toml(model: ModelDocument) -> bytes:
    """TOML, deterministic; every field stands there, empty ones too, so nothing has to be looked up."""
    lines = [_HEAD]
    for name in ModelDocument.__struct_fields__:
        value = getattr(model, name)
        if name not in {"levels", "criteria"} and value is not None:
            lines.append(f"{name} = {_value(value)}\n")
    for level in model.levels:
        lines += ["\n[[levels]]\n", *_fields(level, Level.__struct_fields__)]
    for criterion in model.criteria:
        lines += ["\n[[criteria]]\n", *_fields(criterion, Criterion.__struct_fields__)]
    return "".join(lines).encode()


def _fields(struct: msgspec.Struct, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield f"{name} = {_value(getattr(struct, name))}\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, msgspec.Struct):
        inner = ", ".join(f"{name} = {_value(getattr(value, name))}" for name in value.__struct_fields__)
        return f"{{ {inner} }}"
    # A string of JSON is a basic string of TOML, but for DEL, which TOML wants escaped.
    return msgspec.json.encode(str(value)).decode().replace("\x7f", "\\u007F")
