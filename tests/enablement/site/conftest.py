# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the site start from."""

import uuid

import pytest
from site_editors import EDITOR, PLACE, WORDS

from leistungswerk.enablement.site.services import pages


@pytest.fixture
def page(db: None) -> uuid.UUID:
    return pages.create(EDITOR, settings=PLACE, text=WORDS)
