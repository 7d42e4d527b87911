# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feedback: once for each submission, never to be led back to it, without personal data, public only in groups."""

import itertools
import uuid
from datetime import date

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.failures import Refused
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.online import feedback_sums
from leistungswerk.online.feedback import Token, read_token, token
from leistungswerk.online.feedback_sums import FEWEST, publishable
from leistungswerk.online.services.feedback import FeedbackEntry, give_feedback
from running_service import make

KEY = "99102013104000"


def test_a_token_says_who_may_speak_and_cannot_be_made_up():
    code = ResumeCode.new()
    found = read_token(token(code, 7))
    assert found == Token(code.voucher("feedback"), 7)
    assert read_token(token(code, 7)[:-2] + "xx") is None
    assert read_token("") is None


def test_the_voucher_follows_from_the_code_alone_and_leads_nowhere():
    code = ResumeCode.new()
    assert code.voucher("feedback") == ResumeCode(code.text).voucher("feedback")
    assert code.voucher("feedback") not in {code.lookup(), code.text, ResumeCode.new().voucher("feedback")}


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 9)), max_size=12, unique_by=lambda pair: pair[0])
)
def test_what_is_published_grows_by_five_voices_or_more(rows):
    months = sorted((date(2026, month, 1), count, 3 * count) for month, count in rows)
    shown = [publishable(months[:end]) for end in range(len(months) + 1)]
    counts = [each.count if each else 0 for each in shown]
    steps = [after - before for before, after in itertools.pairwise(counts)]
    assert all(step == 0 or step >= FEWEST for step in steps)
    assert all(each is None or each.average == 3.0 for each in shown)


@pytest.fixture
def running(db):
    """An online service as feedback sees it: what it is for and whose it is."""
    return make(KEY, "073150000000")


@pytest.mark.postgres
def test_one_submission_speaks_once_and_says_nothing_of_itself(running):
    said = Token("a" * 64, running.pk)
    text = "Gut. Rufen Sie an: 06131 1234567. Oder schreiben Sie an mich@example.org, IBAN DE89370400440532013000."
    removed = give_feedback(said, entry=FeedbackEntry(rating=4, found="yes", country="FR", text=text))
    assert set(removed) == {"phone", "mail", "iban"}
    with pytest.raises(Refused, match="schon eine Rückmeldung"):
        give_feedback(said, entry=FeedbackEntry(rating=1))
    [row] = apps.get_model("online", "ServiceFeedback").objects.all()
    assert "example.org" not in row.text
    assert "1234567" not in row.text
    assert row.text.count("entfernt]") == 3
    assert row.month.day == 1
    kept = {field.name for field in row._meta.get_fields()}
    assert not kept & {"application", "draft", "at", "created_at", "reference"}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (FeedbackEntry(rating=0), "Bewertung von 1 bis 5"),
        (FeedbackEntry(rating=3, text="x" * 1501), "1501 Zeichen"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_remedy(running, entry, sentence):
    with pytest.raises(Refused, match=sentence):
        give_feedback(Token("b" * 64, running.pk), entry=entry)
    assert not apps.get_model("online", "ServiceFeedback").objects.exists()


def test_the_owner_sees_voices_about_bodies_in_reach_and_own_services(running):
    for number in range(6):
        give_feedback(
            Token(f"{number:064d}", running.pk),
            entry=FeedbackEntry(rating=5 - number % 2, text=f"Text {number}"),
        )
    body = running.authority.uuid
    [found], total = feedback_sums.services({body}, frozenset(), offset=0, limit=10)
    assert (total, found.count, found.average) == (1, 6, 4.5)
    assert feedback_sums.services({uuid.uuid4()}, frozenset(), offset=0, limit=10) == ((), 0)
    assert feedback_sums.services(set(), frozenset({KEY}), offset=0, limit=10)[1] == 1
    assert feedback_sums.ratings(None, frozenset(), KEY) == {5: 3, 4: 3}
    assert feedback_sums.voices(None, frozenset(), KEY, offset=0, limit=3)[1] == 6
    # The month is not over: nothing is public yet.
    assert feedback_sums.public(KEY) is None
    month = date(2026, 1, 1)
    apps.get_model("online", "ServiceFeedback").objects.update(month=month)
    assert feedback_sums.public(KEY) == feedback_sums.Published(6, 4.5, month)
