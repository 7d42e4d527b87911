# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import hashlib
import os

import pytest

from leistungswerk.core import storage
from stage import in_threads


def test_a_blob_is_named_by_its_content():
    content = os.urandom(500)
    name = storage.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert storage.get(name) == content
    storage.delete(name)


def test_the_same_bytes_are_stored_once_and_privately():
    content = os.urandom(500)
    names = in_threads(*[lambda: storage.put(content)] * 4)
    assert len(set(names)) == 1
    path = storage._path(names[0])
    assert [item.name for item in path.parent.iterdir() if item.name.startswith(names[0])] == [names[0]]
    assert path.stat().st_mode & 0o077 == 0
    storage.delete(names[0])


def test_a_deleted_blob_is_gone_and_may_be_deleted_again():
    name = storage.put(os.urandom(10))
    storage.delete(name)
    with pytest.raises(FileNotFoundError):
        storage.get(name)
    storage.delete(name)
