# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The navigation offers what the actor may open, and nothing else."""

import pytest
from django.test import Client
from lxml import html

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account

pytestmark = pytest.mark.django_db


def _offered(client: Client) -> list[str]:
    page = html.document_fromstring(client.get("/verwaltung/").content)
    return page.xpath("//nav[@class='lw-menu']//a/@href")


@pytest.mark.parametrize("permission", [None, *Permission])
def test_every_offered_page_opens_for_whoever_holds_one_permission(permission: Permission | None) -> None:
    grants = frozenset({permission}) if permission else frozenset()
    accounts.ensure_account(OPERATOR, username="eins", password="x", name="Eins", grants=grants)
    client = Client()
    client.force_login(Account.objects.get(username="eins"))
    offered = _offered(client)
    assert "/verwaltung/" in offered
    assert [address for address in offered if client.get(address, follow=True).status_code != 200] == []


def test_the_groups_of_others_are_not_shown() -> None:
    accounts.ensure_account(OPERATOR, username="eins", password="x", name="Eins", grants=frozenset())
    client = Client()
    client.force_login(Account.objects.get(username="eins"))
    assert _offered(client) == [
        "/verwaltung/", "/verwaltung/mein-eintrag/", "/verwaltung/schulungen/",
    ]  # fmt: skip  # for everybody
