# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.reuse import mandates
from leistungswerk.programme.reuse.mandates import Mark
from leistungswerk.programme.services import mandates as acts
from leistungswerk.programme.services.mandates import MandateEntry, Outside
from leistungswerk.programme.states import DecisionState, SignatureForm

ENTRY = MandateEntry(text="# Umfang\n\nDas Land bringt Leistungen online.", valid_from=date(2026, 1, 1))
OUTSIDE = Outside(
    signer="Staatssekretariat", form=SignatureForm.PAPER, signed_on=date(2026, 11, 2), file_number="10-1/26"
)


@pytest.fixture
def mandate(land):
    return acts.open_mandate(
        OPERATOR,
        title="Projektauftrag OZG",
        client=land.coordination.uuid,
        contractor=land.provider.uuid,
        entry=ENTRY,
    )


def _revision(mandate):
    return mandates.mandate(mandate).versions[0].revision


def _both_sign(land, mandate, number):
    digest = acts.lay_out(OPERATOR, mandate=mandate, number=number, revision=_revision(mandate))
    told = {"mandate": mandate, "number": number, "digest": digest, "outside": OUTSIDE}
    assert not acts.sign_version(OPERATOR, organisation=land.coordination.uuid, **told)
    assert acts.sign_version(OPERATOR, organisation=land.provider.uuid, **told)


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_version_is_in_force_when_both_parties_signed_the_same_digest(land, mandate):
    client = land.actor((Role.HEAD, land.coordination))
    contractor = land.actor((Role.PROGRAMME_MANAGEMENT, land.provider))
    digest = acts.lay_out(OPERATOR, mandate=mandate, number=1, revision=0)
    told = {"mandate": mandate, "number": 1, "digest": digest}
    with pytest.raises(NotAllowed):
        acts.sign_version(client, organisation=land.provider.uuid, **told)
    assert not acts.sign_version(client, organisation=land.coordination.uuid, **told)
    with pytest.raises(Overtaken):
        acts.sign_version(client, organisation=land.coordination.uuid, **told)
    assert mandates.mandate(mandate).current is None
    assert acts.sign_version(contractor, organisation=land.provider.uuid, **told)
    assert mandates.mandate(mandate).current.number == 1
    with pytest.raises(Refused, match="ändert sich nicht mehr"):
        acts.write_version(OPERATOR, mandate=mandate, number=1, entry=ENTRY, revision=_revision(mandate))


@pytest.mark.django_db
def test_a_text_changed_after_a_signature_needs_both_signatures_again(land, mandate):
    digest = acts.lay_out(OPERATOR, mandate=mandate, number=1, revision=0)
    with pytest.raises(Refused, match="liegt zur Zeichnung aus"):
        acts.write_version(OPERATOR, mandate=mandate, number=1, entry=ENTRY, revision=1)
    acts.sign_version(
        OPERATOR,
        mandate=mandate,
        number=1,
        organisation=land.coordination.uuid,
        digest=digest,
        outside=OUTSIDE,
    )
    acts.take_back(OPERATOR, mandate=mandate, number=1, revision=_revision(mandate))
    longer = msgspec.structs.replace(ENTRY, text="Anderer Text")
    acts.write_version(OPERATOR, mandate=mandate, number=1, entry=longer, revision=_revision(mandate))
    fresh = acts.lay_out(OPERATOR, mandate=mandate, number=1, revision=_revision(mandate))
    assert fresh != digest
    assert mandates.mandate(mandate).draft.signatures == ()
    with pytest.raises(Overtaken):
        acts.sign_version(
            OPERATOR,
            mandate=mandate,
            number=1,
            organisation=land.provider.uuid,
            digest=digest,
            outside=OUTSIDE,
        )
    assert not acts.sign_version(
        OPERATOR, mandate=mandate, number=1, organisation=land.provider.uuid, digest=fresh, outside=OUTSIDE
    )


@pytest.mark.django_db
def test_a_signed_change_supersedes_and_both_versions_stay_readable(land, mandate):
    _both_sign(land, mandate, 1)
    number = acts.begin_version(OPERATOR, mandate=mandate)
    assert number == acts.begin_version(OPERATOR, mandate=mandate) == 2
    entry = MandateEntry(text=ENTRY.text + "\n\nNeu: Roll-out.", valid_from=date(2027, 1, 1))
    acts.write_version(OPERATOR, mandate=mandate, number=2, entry=entry, revision=0)
    with pytest.raises(Refused, match="was sich"):
        acts.lay_out(OPERATOR, mandate=mandate, number=2, revision=1)
    told = msgspec.structs.replace(entry, change_note="Roll-out kommt dazu.")
    acts.write_version(OPERATOR, mandate=mandate, number=2, entry=told, revision=1)
    _both_sign(land, mandate, 2)
    held = mandates.mandate(mandate)
    assert [(item.number, item.state) for item in held.versions] == [
        (2, DecisionState.SIGNED),
        (1, DecisionState.SUPERSEDED),
    ]
    assert held.version(1).text == ENTRY.text


@pytest.mark.django_db
def test_a_signature_given_outside_needs_form_name_and_file_number(land, mandate):
    digest = acts.lay_out(OPERATOR, mandate=mandate, number=1, revision=0)
    for lack in (
        {"signer": " "},
        {"file_number": ""},
        {"form": SignatureForm.IN_SYSTEM},
        {"signed_on": date(2999, 1, 1)},
    ):
        with pytest.raises(Refused):
            acts.sign_version(
                OPERATOR, mandate=mandate, number=1, organisation=land.provider.uuid, digest=digest,
                outside=msgspec.structs.replace(OUTSIDE, **lack),
            )  # fmt: skip
    assert mandates.mandate(mandate).draft.signatures == ()


_TEXT = st.lists(st.sampled_from(["Eins", "Zwei", "Drei vier", "", "Fünf sechs sieben"]), max_size=8).map(
    "\n".join
)


@given(_TEXT, _TEXT)
def test_the_difference_holds_both_texts_word_by_word(before, after):
    pieces = [piece for paragraph in mandates.difference(before, after) for piece in paragraph]
    old = " ".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED).split()
    new = " ".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED).split()
    assert old == before.split()
    assert new == after.split()
