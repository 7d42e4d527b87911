# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of a whole Land or of the Federation, made by the database itself: millions of rows in half a minute.

Every body goes live on a day of its own and is known from that day, as in life; so what events keep has as many
versions as if each event had been recorded through the services (a test compares both).
"""

import time
from datetime import date
from typing import Final

import msgspec

LAST: Final = date(2026, 11, 1)
_PAIRS: Final = 4
"""Place of the statement that makes a fact for each pair."""
_DISTRICTS: Final = 36
"""Of a Land; in the Federation 25 in each of 16 Länder."""
_FEDERAL: Final = 2_000
"""From so many bodies on it is the Federation."""


class Size(msgspec.Struct, frozen=True):
    """Services, bodies and months; ``every``: a body decides on one service in so many."""

    services: int
    bodies: int
    months: int
    every: int = 1


class Filled(msgspec.Struct, frozen=True):
    """What was put in: pairs of service and body, rows of facts and of what is kept, and the months they stand for."""

    pairs: int
    facts: int
    kept: int
    fact_months: int
    seconds: float


def service_key(number: int) -> str:
    return f"99{number:03d}{number % 7:03d}0{number % 90 + 10:02d}000"


def _numbers(size: Size) -> str:
    """Services, bodies and pairs as tables; the day a pair went live, ``NULL`` for the quarter still missing."""
    first = _first(size)
    land = (
        "printf('%02d%03d%07d', 1 + n % 16, 111 + (n / 16) % 25, n)"
        if size.bodies >= _FEDERAL
        else f"printf('07%03d%07d', 111 + n % {_DISTRICTS}, n)"
    )
    return f"""
    WITH RECURSIVE
    s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {size.services}),
    b(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM b WHERE n + 1 < {size.bodies}),
    service AS (SELECT n, printf('99%03d%03d0%02d000', n, n % 7, n % 90 + 10) AS service_key FROM s),
    body AS (
      SELECT n, printf('%032x', n + 1) AS body, printf('Kommune %05d', n) AS body_name, {land} AS ars,
             n % 50 <> 0 AS relevant
      FROM b
    ),
    pair AS (
      SELECT s.service_key, b.body, b.body_name, b.ars, b.relevant, b.n AS number,
             s.n * {size.bodies} + b.n + 1 AS id,
             (s.n * 131 + b.n * 17) % ({size.months} * 4) AS lot
      FROM service s CROSS JOIN body b
      WHERE b.n >= (s.n * 7) % {size.every} AND (b.n - (s.n * 7) % {size.every}) % {size.every} = 0
    ),
    live AS (
      SELECT *, date('{first}', (lot / 3) || ' months', (number % 28) || ' days') AS since,
             CASE WHEN number % 10 < 7 THEN 'belegt' ELSE 'gemeldet' END AS evidence,
             CASE WHEN number % 3 THEN 'fit_connect' ELSE 'file_transfer' END AS transport,
             CASE WHEN number % 11 THEN 2 + number % 3 END AS level
      FROM pair WHERE lot < {size.months} * 3
    )
    """


def _first(size: Size) -> str:
    count = LAST.year * 12 + LAST.month - 1 - size.months
    return date(count // 12, count % 12 + 1, 1).isoformat()


def _facts(size: Size) -> tuple[str, ...]:
    """The statements that make the facts."""
    return (*_of_services(size), *_of_bodies(size))


def _of_services(size: Size) -> tuple[str, ...]:
    """Leistungen, the Fokusliste and Vorhaben."""
    numbers, first = _numbers(size), _first(size)
    return (
        f"""INSERT INTO reporting_servicefact
            (fact, valid_from, recorded_at, source, service_key, name, kind, ozg_id, ozg_name, theme, ressort, typing)
            {numbers}
            SELECT printf('%032x', n + 1), '{first}', '{first} 09:00:00', 'bench', service_key, 'Leistung ' || n, 'lov',
                   10000 + n / 4, 'OZG-Leistung ' || (n / 4), 'Bauen', 'Ministerium ' || (n % 9), '2'
            FROM service""",
        f"""INSERT INTO reporting_focusfact (fact, valid_from, recorded_at, source, service_key, list_name)
            {numbers}
            SELECT printf('%032x', n + 1), '{first}', '{first} 09:00:00', 'bench', service_key, 'Fokusleistungen'
            FROM service WHERE n % 40 = 0""",
        f"""INSERT INTO reporting_phasefact
            (fact, valid_from, recorded_at, source, project, number, title, owner, owner_name, ressort, phase, path, state)
            {numbers}
            SELECT printf('%032x', n + 1), '{first}', '{first} 09:00:00', 'bench', printf('%032x', n + 1),
                   printf('V-2021-%04d', n), 'Vorhaben ' || n, printf('%032x', n % 9 + 1), 'Ministerium ' || (n % 9),
                   'Ministerium ' || (n % 9), 3, substr('ABC', 1 + n % 3, 1), 'active'
            FROM service""",
        f"""INSERT INTO reporting_projectservicefact (fact, valid_from, recorded_at, source, project, service_key)
            {numbers}
            SELECT printf('%032x', n + 1), '{first}', '{first} 09:00:00', 'bench', printf('%032x', n + 1), service_key
            FROM service""",
    )  # fmt: skip


def _of_bodies(size: Size) -> tuple[str, ...]:
    """Who decides, what is online there, and how often it is used."""
    numbers, first = _numbers(size), _first(size)
    return (
        f"""INSERT INTO reporting_competencefact
            (fact, valid_from, recorded_at, source, service_key, body, body_name, ars, relevant, reason)
            {numbers}
            SELECT printf('%032x', id), '{first}', '{first} 09:00:00', 'bench', service_key, body, body_name, ars,
                   relevant, ''
            FROM pair""",
        f"""INSERT INTO reporting_availabilityfact
            (fact, valid_from, recorded_at, source, service_key, body, body_name, ars, channel, transport,
             maturity_model, level, evidence, reference)
            {numbers}
            SELECT printf('%032x', id), since, since || ' 09:00:00', 'bench', service_key, body, body_name, ars,
                   'online', transport, '1.1', level, evidence, ''
            FROM live""",
        f"""INSERT INTO reporting_usagefact (measure, day, service_key, territory, amount, recorded_at, source_event)
            {numbers},
            month(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM month WHERE m + 1 < {size.months}),
            lot(l) AS (SELECT 0 UNION ALL SELECT l + 1 FROM lot WHERE l < 4)
            SELECT 'application.accepted', date('{first}', m || ' months', l || ' days'), s.service_key, b.ars,
                   1 + l * 3, date('{first}', m || ' months', l || ' days') || ' 10:00:00',
                   (s.n * {size.months} + m) * 5 + l + 1
            FROM service s CROSS JOIN month CROSS JOIN lot
            JOIN body b ON b.n = (s.n * 7 + m * 3 + l * 11) % {size.bodies}""",
    )  # fmt: skip


_DAYS: Final = """
    WITH change AS (
      SELECT service_key, '' AS district, valid_from AS day, relevant AS competent, 0 AS shown, 0 AS told,
             0 AS end_to_end, 0 AS level_shown, 0 AS level_told, 0 AS stray, 0 AS unjudged
      FROM reporting_competencefact
      UNION ALL
      SELECT service_key, SUBSTR(ars, 1, 5), valid_from, relevant, 0, 0, 0, 0, 0, 0, 0
      FROM reporting_competencefact
      UNION ALL
      SELECT a.service_key, '', a.valid_from, 0, c.relevant AND a.evidence = 'belegt',
             c.relevant AND a.evidence = 'gemeldet', c.relevant AND a.transport = 'fit_connect',
             a.level IS NOT NULL AND a.evidence = 'belegt', a.level IS NOT NULL, NOT c.relevant, a.level IS NULL
      FROM reporting_availabilityfact a
      JOIN reporting_competencefact c ON c.service_key = a.service_key AND c.body = a.body
      UNION ALL
      SELECT a.service_key, SUBSTR(a.ars, 1, 5), a.valid_from, 0, a.evidence = 'belegt', a.evidence = 'gemeldet',
             a.transport = 'fit_connect', a.level IS NOT NULL AND a.evidence = 'belegt', a.level IS NOT NULL, 0,
             a.level IS NULL
      FROM reporting_availabilityfact a
      JOIN reporting_competencefact c ON c.service_key = a.service_key AND c.body = a.body
      WHERE c.relevant
    ),
    day AS (
      SELECT service_key, district, day, SUM(competent) AS competent, SUM(shown) AS shown, SUM(told) AS told,
             SUM(end_to_end) AS end_to_end, SUM(level_shown) AS level_shown, SUM(level_told) AS level_told,
             SUM(stray) AS stray, SUM(unjudged) AS unjudged
      FROM change GROUP BY service_key, district, day
    ),
    span AS (
      SELECT service_key, district, day, LEAD(day) OVER line AS following, SUM(competent) OVER line AS competent,
             SUM(shown) OVER line AS shown, SUM(told) OVER line AS told, SUM(end_to_end) OVER line AS end_to_end,
             SUM(level_shown) OVER line AS level_shown, SUM(level_told) OVER line AS level_told,
             SUM(stray) OVER line AS stray, SUM(unjudged) OVER line AS unjudged
      FROM day WINDOW line AS (PARTITION BY service_key, district ORDER BY day)
    ),
    held AS (SELECT * FROM span WHERE competent + stray + unjudged + level_told > 0)
"""
_COUNTS: Final = "competent, shown, told, end_to_end, level_shown, level_told, stray, unjudged"
_KEPT: Final = (
    # Every event ends the span that was open and opens one; what was known before it stays known for then.
    f"""INSERT INTO reporting_coveragespan
        (service_key, district, valid_from, valid_to, recorded_at, superseded_at, {_COUNTS})
        {_DAYS}
        SELECT service_key, district, day, NULL, day || ' 09:00:00', following || ' 09:00:00', {_COUNTS} FROM held
        UNION ALL
        SELECT service_key, district, day, date(following, '-1 day'), following || ' 09:00:00', NULL, {_COUNTS}
        FROM held WHERE following IS NOT NULL
        ORDER BY 1, 2, 3""",
    """INSERT INTO reporting_usagemonth (measure, month, service_key, territory, amount)
       SELECT measure, SUBSTR(day, 1, 8) || '01', service_key, territory, SUM(amount)
       FROM reporting_usagefact GROUP BY 1, 2, 3, 4
       UNION ALL
       SELECT measure, SUBSTR(day, 1, 8) || '01', service_key, '', SUM(amount)
       FROM reporting_usagefact GROUP BY 1, 2, 3""",
)  # fmt: skip


def fill(size: Size) -> Filled:
    """Put the facts and what events would have kept of them into the (SQLite) database of this process."""
    from django.db import connection, transaction

    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        rows = [_run(cursor, statement) for statement in _facts(size)]
        kept = [_run(cursor, statement) for statement in _KEPT]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT SUM((julianday(%s) - julianday(valid_from)) / 30.44) FROM ("
            "SELECT valid_from FROM reporting_competencefact UNION ALL SELECT valid_from FROM reporting_availabilityfact)",
            [LAST.isoformat()],
        )
        [months] = cursor.fetchone()
    return Filled(rows[_PAIRS], sum(rows), sum(kept), round(months), time.perf_counter() - started)


def _run(cursor: object, statement: str) -> int:
    from django.db.backends.utils import CursorWrapper

    assert isinstance(cursor, CursorWrapper)
    # Without parameters Django leaves the percent signs of printf alone.
    cursor.execute(statement)
    return int(cursor.rowcount)
