# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Projektauftrag as PDF for the file."""

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from markdown_it import MarkdownIt

from leistungswerk.core import documents
from leistungswerk.programme.reuse.amounts import show_day
from leistungswerk.programme.reuse.mandates import MandateView, VersionView
from leistungswerk.programme.reuse_words import FORM_WORDS
from leistungswerk.programme.states import DecisionState, SignatureForm

_TEMPLATE: Final = Path(__file__).resolve().parents[1] / "documents" / "mandate.typ"


class Block(msgspec.Struct, frozen=True):
    """A heading (``level`` 1 to 3), a paragraph (0) or an item of a list (-1)."""

    level: int
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    """Headings, paragraphs and items of the Markdown as plain text; nothing is read as markup later."""
    found: list[Block] = []
    level, depth = 0, 0
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type == "heading_open":
            level = min(int(token.tag[1]), 3)
        elif token.type == "heading_close":
            level = 0
        elif token.type in {"list_item_open", "list_item_close"}:
            depth += token.nesting
        elif token.type == "inline":
            words = "".join(
                child.content if child.type in {"text", "code_inline"} else " " if child.type == "softbreak" else ""
                for child in token.children or ()
            )  # fmt: skip
            found.append(Block(-1 if depth and not level else level, words))
        elif token.type in {"code_block", "fence"}:
            found.append(Block(0, token.content))
    return tuple(found)


def mandate_pdf(mandate: MandateView, version: VersionView, *, at: datetime) -> bytes:
    """The version with its signatures; German, because it goes into the file."""
    state = {
        DecisionState.SIGNED: "In Kraft",
        DecisionState.SUPERSEDED: "Abgelöst",
        DecisionState.DRAFT: "Entwurf, zur Zeichnung ausgelegt" if version.digest else "Entwurf",
    }[version.state]
    data = {
        "title": mandate.title,
        "number": version.number,
        "state": state,
        "client": mandate.client_name,
        "contractor": mandate.contractor_name,
        "valid_from": show_day(version.valid_from) or "–",
        "change_note": version.change_note,
        "digest": version.digest,
        "blocks": [msgspec.to_builtins(item) for item in blocks(version.text)],
        "signatures": [
            {
                "organisation": item.organisation_name,
                "signer": item.signer_name,
                "form": str(FORM_WORDS[SignatureForm(item.form)]),
                "day": show_day(item.signed_on),
                "file": item.file_number or "–",
            }
            for item in version.signatures
        ],
    }
    return documents.pdf(_TEMPLATE, data, at=at, archive=True)
