# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WSGI application that granian serves."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from leistungswerk.core.settings import settings
from leistungswerk.web.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leistungswerk.config.settings")
# With PostgreSQL threads wait for the network of the database; there taking turns would only cost.
application = get_wsgi_application() if settings().database_url else Turns(get_wsgi_application())


def _warm_search() -> None:
    # Imported here: models are known only after the application is made.
    from leistungswerk.register import search

    search.warm()


def _warm_pages() -> None:
    from leistungswerk.web.portal.site import kept

    for path in ("/", "/fortschritt/"):
        kept.warm(path)


# Twelve thousand services take a second; the first person who searches shall not wait for it.
threading.Thread(target=_warm_search, name="search", daemon=True).start()
# The first page of a process compiles templates and forms; no reader shall wait for it.
threading.Thread(target=_warm_pages, name="pages", daemon=True).start()
