# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core import sealing
from leistungswerk.core.sealing import KeyRing, ResumeCode, SealError
from leistungswerk.core.settings import settings


@given(st.binary(max_size=2000), st.binary(max_size=40))
def test_what_was_encrypted_opens_with_its_key_in_its_place(plain, context):
    key = sealing.new_key()
    sealed = sealing.encrypt(key, plain, context=context)
    assert sealing.decrypt(key, sealed, context=context) == plain


def test_the_same_bytes_never_look_the_same_twice():
    key = sealing.new_key()
    assert len({sealing.encrypt(key, b"gleich", context=b"") for _ in range(50)}) == 50


def test_another_key_opens_nothing():
    sealed = sealing.encrypt(sealing.new_key(), b"geheim", context=b"a")
    with pytest.raises(SealError):
        sealing.decrypt(sealing.new_key(), sealed, context=b"a")


def test_bytes_moved_to_another_row_do_not_open():
    key = sealing.new_key()
    sealed = sealing.encrypt(key, b"geheim", context=b"draft:1")
    with pytest.raises(SealError):
        sealing.decrypt(key, sealed, context=b"draft:2")


@given(st.integers(min_value=0, max_value=10_000))
def test_a_single_changed_bit_is_noticed(place):
    key = sealing.new_key()
    sealed = bytearray(sealing.encrypt(key, b"geheim" * 10, context=b"a"))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(SealError):
        sealing.decrypt(key, bytes(sealed), context=b"a")


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_bytes_that_were_cut_off_are_refused(length):
    key = sealing.new_key()
    sealed = sealing.encrypt(key, b"geheim", context=b"a")
    with pytest.raises(SealError):
        sealing.decrypt(key, sealed[:length], context=b"a")


def test_what_a_code_yields_differs_by_purpose_and_by_code():
    one, other = ResumeCode.new(), ResumeCode.new()
    derived = {
        value
        for code in (one, other)
        for value in (bytes.fromhex(code.lookup()), code.wrap_key(), code.copy_key().private_bytes_raw())
    }
    assert len(derived) == 6
    assert ResumeCode(one.text).lookup() == one.lookup()
    assert ResumeCode(one.text).wrap_key() == one.wrap_key()
    assert one.text.encode() not in b"".join(derived)


def test_a_sealed_copy_opens_only_with_the_code_it_was_sealed_for():
    code = ResumeCode.new()
    public = code.copy_key().public_key().public_bytes_raw()
    sealed = sealing.seal_to(public, b"meine Angaben", context=b"copy:1")
    assert (
        sealing.open_sealed(ResumeCode(code.text).copy_key(), sealed, context=b"copy:1") == b"meine Angaben"
    )
    with pytest.raises(SealError):
        sealing.open_sealed(ResumeCode.new().copy_key(), sealed, context=b"copy:1")
    with pytest.raises(SealError):
        sealing.open_sealed(code.copy_key(), sealed, context=b"copy:2")
    with pytest.raises(SealError, match="unvollständig"):
        sealing.open_sealed(code.copy_key(), sealed[:20], context=b"copy:1")


@pytest.fixture
def empty_ring(monkeypatch, tmp_path):
    """A key folder in which nothing lies yet."""
    fresh = msgspec.structs.replace(settings(), data=tmp_path)
    monkeypatch.setattr(sealing, "settings", lambda: fresh)
    return tmp_path / "keys" / "server-keys.json"


def test_the_server_key_is_made_on_first_use_and_private(empty_ring):
    ring = sealing.key_ring()
    assert sealing.key_ring() == ring
    assert empty_ring.stat().st_mode & 0o077 == 0
    assert [path.name for path in empty_ring.parent.iterdir()] == ["server-keys.json"]


def test_after_rotation_old_wraps_open_and_new_ones_use_the_new_key(empty_ring):
    key = sealing.new_key()
    old = sealing.key_ring().wrap(key, context=b"wrap:1")
    current = sealing.rotate_key_ring()
    ring = sealing.key_ring()
    assert ring.current == current
    assert ring.unwrap(old, context=b"wrap:1") == key
    fresh = ring.wrap(key, context=b"wrap:1")
    assert fresh.startswith(current.encode() + b":")
    assert not old.startswith(current.encode())
    assert ring.unwrap(fresh, context=b"wrap:1") == key
    assert empty_ring.stat().st_mode & 0o077 == 0


def test_a_wrap_whose_server_key_is_gone_says_so(empty_ring):
    wrapped = sealing.key_ring().wrap(sealing.new_key(), context=b"wrap:1")
    _, foreign = sealing._fresh_key()
    with pytest.raises(SealError, match="Serverschlüssel"):
        KeyRing("neu", {"neu": foreign}).unwrap(wrapped, context=b"wrap:1")
