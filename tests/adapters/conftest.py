# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import uuid
from collections.abc import Callable

import pytest

from leistungswerk.core.ports import ParcelAttachment, SealedParcel
from leistungswerk.delivery import key_pool as pool
from leistungswerk.register.keys import leistung_urn
from leistungswerk.standards.fitconnect import jose, metadata
from stage import FILE_NAME, FILE_TEXT, KEY, Destination

DATA = b'{"name":"Muster"}'


@pytest.fixture
def new_parcel(key_pool) -> Callable[[], SealedParcel]:
    """Make a parcel with one attachment, sealed for the destination's key."""
    key = jose.EncryptionKey.from_jwk(pool.key(key_pool, "encryption", 0).public)

    def make() -> SealedParcel:
        identity = uuid.uuid4()
        about = metadata.describe_attachment(
            str(identity),
            FILE_TEXT,
            purpose=metadata.Purpose.ATTACHMENT,
            mime_type="application/pdf",
            filename=FILE_NAME,
        )
        sealed = key.encrypt(FILE_TEXT, cty="application/pdf")
        described = metadata.build_metadata(
            data=DATA, schema_uri="https://schema.example/muster/1.0", attachments=[about]
        )
        return SealedParcel(
            key=uuid.uuid4(),
            service_name="Hundesteuer Anmeldung",
            service_identifier=leistung_urn(KEY),
            region="073150000000",
            metadata=key.encrypt(described, cty="application/json"),
            data=key.encrypt(DATA, cty="application/json"),
            attachments=(ParcelAttachment(identity, jose.authentication_tag(sealed), sealed.encode),),
        )

    return make


@pytest.fixture
def peer(destination: Destination) -> Destination:
    """The other side: a destination on the running sandbox."""
    return destination
