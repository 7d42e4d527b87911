# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for contacts, subscriptions and mailings."""

PUBLIC = (200, 200, 200)
TABLE = {
    "portal:subscribe": PUBLIC,
    "portal:subscribe_asked": PUBLIC,
    "portal:subscribe_ended": PUBLIC,
    "portal:subscribe_confirm": (410, 410, 410),
    "portal:subscribe_preferences": (404, 404, 404),
    "portal:unsubscribe": (404, 404, 404),
    "office:contacts": (302, 403, 200),
    "office:contacts_export": (302, 403, 200),
    "office:contact_new": (302, 403, 200),
    "office:contact": (302, 403, 404),
    "office:contact_card": (302, 403, 404),
    "office:person_card": (302, 403, 404),
    "office:contact_edit": (302, 403, 404),
    "office:contact_check": (302, 403, 404),
    "office:contact_end": (302, 403, 404),
    "office:my_entry": (302, 200, 200),
    "office:my_pace": (302, 422, 422),
    "office:follow": (302, 422, 422),
    "office:unfollow": (302, 422, 422),
    "office:mailings": (302, 403, 200),
    "office:mailing_new": (302, 403, 200),
    "office:mailing": (302, 403, 404),
    "office:mailing_edit": (302, 403, 404),
    "office:mailing_recipients": (302, 403, 404),
    "office:mailing_step": (302, 403, 404),
}
POSTED = {
    "office:contact_check", "office:contact_end", "office:my_pace", "office:follow", "office:unfollow",
    "office:mailing_step",
}  # fmt: skip
