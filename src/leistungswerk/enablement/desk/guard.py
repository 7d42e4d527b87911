# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What keeps programs off the public form, without a third party, a picture or JavaScript.

A form carries a signed moment: one that comes back at once was not filled in by a person, one that is a day old
is asked for again, and the same one twice is one message. How often an address may send is counted by the face.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused

_SALT: Final = "desk.form"
SOONEST: Final = timedelta(seconds=3)
LATEST: Final = timedelta(hours=24)
MOST_LINKS: Final = 2
MOST_LINKS_IN_MAIL: Final = 8
"""Signatures and quoted mails bring some of their own."""
_LINK: Final = re.compile(r"https?://|www\.", re.IGNORECASE)


def new_stamp(now: datetime) -> str:
    """For one form; unguessable, and nothing is stored for it."""
    return Signer(salt=_SALT).sign(f"{int(now.timestamp())}.{secrets.token_urlsafe(16)}")


def key_of(stamp: str, *, now: datetime) -> str:
    """What is the form's own in its stamp. Raises :class:`Refused` for one that is forged, too new or too old."""
    try:
        moment, _point, key = Signer(salt=_SALT).unsign(stamp).partition(".")
    except BadSignature as error:
        raise Refused(
            _("Das Formular kam unvollständig an. Ihr Text steht noch da; senden Sie ihn bitte noch einmal.")
        ) from error
    age = now.timestamp() - int(moment)
    if age > LATEST.total_seconds():
        raise Refused(
            _("Die Seite war lange offen. Ihr Text steht noch da; senden Sie ihn bitte noch einmal.")
        )
    if age < SOONEST.total_seconds():
        raise Refused(_("Das ging sehr schnell. Lesen Sie Ihren Text noch einmal und senden Sie ihn dann."))
    return key


def links_in(text: str) -> int:
    return len(_LINK.findall(text))
