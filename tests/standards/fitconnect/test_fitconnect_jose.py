# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.jose import DecryptionKey, EncryptionKey, Jwk, SigningKey

SMALL = jose.generate_encryption_key(2048)
SENDER = EncryptionKey.from_jwk(SMALL.public)
RECEIVER = DecryptionKey.from_jwk(SMALL)
SIGNER = jose.generate_signature_key(2048)


@given(st.binary(max_size=2000), st.booleans())
@settings(deadline=None, max_examples=40)
def test_what_is_encrypted_comes_back(plain, compress):
    compact = SENDER.encrypt(plain, cty="application/json", compress=compress)
    assert RECEIVER.decrypt(compact, max_bytes=2000) == plain


def test_content_far_above_64_kib_comes_back():
    plain = bytes(range(256)) * 2000
    assert RECEIVER.decrypt(SENDER.encrypt(plain, cty="application/pdf"), max_bytes=len(plain)) == plain


@pytest.mark.parametrize("compress", [False, True])
def test_content_above_the_limit_is_refused(compress):
    compact = SENDER.encrypt(b"x" * 100_000, cty="application/json", compress=compress)
    with pytest.raises(jose.ContentTooLarge, match="99999 Byte"):
        RECEIVER.decrypt(compact, max_bytes=99_999)


def test_a_decompression_bomb_is_stopped_at_the_limit():
    compact = SENDER.encrypt(b"\0" * 50_000_000, cty="application/json", compress=True)
    assert len(compact) < 100_000
    with pytest.raises(jose.ContentTooLarge):
        RECEIVER.decrypt(compact, max_bytes=1_000_000)


@given(st.integers(min_value=1, max_value=4))
@settings(deadline=None)
def test_a_changed_part_does_not_decrypt(part):
    parts = SENDER.encrypt(b"Antrag", cty="application/json").split(".")
    parts[part] = ("A" if parts[part][0] != "A" else "B") + parts[part][1:]
    with pytest.raises(jose.DecryptionFailed):
        RECEIVER.decrypt(".".join(parts), max_bytes=1000)


def test_the_header_names_algorithms_key_and_content_type():
    header = jose.encryption_header(SENDER.encrypt(b"{}", cty="application/json"))
    assert header == jose.EncryptionHeader("RSA-OAEP-256", "A256GCM", SMALL.kid, "application/json", "")


def test_other_algorithms_are_refused_before_any_decryption():
    other = jose.jwe.encrypt_compact({"alg": "RSA-OAEP", "enc": "A128GCM"}, b"x", SENDER._key)
    with pytest.raises(jose.MalformedToken, match="A128GCM"):
        RECEIVER.decrypt(other, max_bytes=100)


@pytest.mark.parametrize("text", ["", "a.b.c", "a.b.c.d.e", "!.b.c.d.e", "é.b.c.d.e"])
def test_what_is_no_jwe_is_told_so(text):
    with pytest.raises(jose.MalformedToken):
        RECEIVER.decrypt(text, max_bytes=100)


def test_the_authentication_tag_is_the_fifth_part():
    compact = SENDER.encrypt(b"{}", cty="application/json")
    assert jose.authentication_tag(compact) == compact.split(".")[4]
    with pytest.raises(jose.MalformedToken):
        jose.authentication_tag("a.b.c")


def test_a_good_key_has_no_problems(keys):
    assert jose.check_public_key(keys.encryption.public) == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"n": "A" * 682}, "683"),
        ({"e": "Aw"}, "AQAB"),
        ({"alg": "RSA-OAEP"}, "RSA-OAEP-256"),
        ({"key_ops": ("encrypt",)}, "wrapKey"),
        ({"kty": "EC"}, "kty"),
        ({"kid": ""}, "kid"),
        ({"d": "geheim"}, "private"),
    ],
)
def test_each_fault_of_a_key_is_named(keys, change, word):
    [problem] = jose.check_public_key(msgspec.structs.replace(keys.encryption.public, **change))
    assert word in problem


def test_the_public_part_carries_nothing_private():
    public = SMALL.public
    assert not public.is_private
    assert set(msgspec.json.decode(public.to_json())) == {"kty", "n", "e", "alg", "kid", "key_ops"}
    assert SMALL.d is not None
    assert SMALL.d not in repr(SMALL)


def test_a_key_survives_its_file():
    assert Jwk.from_json(SMALL.to_json()) == SMALL
    with pytest.raises(jose.KeyUnusable):
        Jwk.from_json(b"{}")


def test_keys_serve_only_their_purpose():
    with pytest.raises(jose.KeyUnusable):
        EncryptionKey.from_jwk(SIGNER.public)
    with pytest.raises(jose.KeyUnusable):
        DecryptionKey.from_jwk(SMALL.public)
    with pytest.raises(jose.KeyUnusable):
        SigningKey.from_jwk(SMALL)


def test_a_signature_holds_and_breaks():
    token = SigningKey.from_jwk(SIGNER).sign(b'{"a":1}', typ="secevent+jwt")
    assert jose.verify(SIGNER.public, token) == b'{"a":1}'
    head, _, signature = token.split(".")
    with pytest.raises(jose.SignatureInvalid):
        jose.verify(SIGNER.public, f"{head}.eyJhIjoyfQ.{signature}")


def test_an_unsigned_token_is_refused():
    with pytest.raises(jose.MalformedToken):
        jose.verify(SIGNER.public, "eyJhbGciOiJub25lIn0.e30.")
