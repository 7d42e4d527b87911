# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for money, compliance cost, usage and operation."""

TABLE = {
    "office:measures": (302, 403, 200),
    "office:new_measure": (302, 403, 200),
    "office:money_csv": (302, 403, 200),
    "office:money_xlsx": (302, 403, 200),
    "office:measure": (302, 403, 404),
    "office:edit_measure": (302, 403, 404),
    "office:measure_budget": (302, 403, 404),
    "office:measure_book": (302, 403, 404),
    "office:measure_reverse": (302, 403, 404),
    "office:efforts_now": (302, 403, 302),
    "office:efforts": (302, 403, 404),
    "office:new_effort": (302, 403, 404),
    "office:deliver_efforts": (302, 403, 404),
    "office:efforts_csv": (302, 403, 404),
    "office:efforts_xlsx": (302, 403, 404),
    "office:edit_effort": (302, 403, 404),
    "office:withdraw_effort": (302, 403, 404),
    "office:usage": (302, 403, 200),
    "office:usage_file": (302, 403, 200),
    "office:operations": (302, 403, 200),
    "office:mails": (302, 403, 200),
    "office:mail": (302, 403, 404),
    "office:mail_file": (302, 403, 404),
    # From this machine without a token; from elsewhere it does not exist (tests/web/test_operation.py).
    "portal:metrics": (200, 200, 200),
}
POSTED = {
    "office:measure_budget",
    "office:measure_book",
    "office:measure_reverse",
    "office:deliver_efforts",
    "office:withdraw_effort",
}
