# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parameters of a body in the texts of a form: 194 bodies share one form version and never fork it.

The help of a form or of a page names a parameter as ``{{parameter:name}}``; the reader sees the value of the body
whose service it is. Answers are never looked at: who types braces keeps them.
"""

import re
from collections.abc import Iterable
from typing import Final

_NAMED: Final = re.compile(r"\{\{parameter:([a-z0-9._]+)\}\}")


def fill(text: str, parameters: Iterable[tuple[str, str, str]]) -> str:
    """The text with values in place of names; a dash for a name the body has not set. The result is text, not markup."""
    if "{{parameter:" not in text:
        return text
    values = {name: value for name, _title, value in parameters}
    return _NAMED.sub(lambda found: values.get(found[1]) or "–", text)
