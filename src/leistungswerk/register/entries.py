# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is handed to the register from outside."""

import msgspec


class ImportFile(msgspec.Struct, frozen=True):
    """A file somebody handed in: its name is only shown."""

    name: str
    content: bytes


class AuthorityEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A Behörde with its seat and its Gebiet."""

    name: str
    ars: str
    territory: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
