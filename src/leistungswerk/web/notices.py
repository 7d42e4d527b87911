# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How notices of disturbance and maintenance are said and coloured, in portal and office."""

import msgspec
from django.utils.functional import Promise

from leistungswerk.enablement.desk.notice_views import NoticeView
from leistungswerk.enablement.desk.states import (
    NOTICE_STATE_WORDS,
    NOTICE_WORDS,
    NoticeKind,
    NoticeState,
)

Word = str | Promise


class ShownNotice(msgspec.Struct, frozen=True):
    """A notice with its words; ``level``: how a badge shows it."""

    notice: NoticeView
    kind: Word
    state: Word
    level: str


def shown_notice(notice: NoticeView) -> ShownNotice:
    if notice.state in (NoticeState.OVER, NoticeState.CANCELLED):
        level = "success"
    elif notice.kind is NoticeKind.DISTURBANCE and notice.state is NoticeState.CURRENT:
        level = "danger"
    else:
        level = "warning" if notice.state is NoticeState.CURRENT else "info"
    return ShownNotice(notice, NOTICE_WORDS[notice.kind], NOTICE_STATE_WORDS[notice.state], level)
