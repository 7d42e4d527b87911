# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re
import signal
import subprocess
import sys

import httpx2
import pytest
from lxml import html

from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.receiver import Receiver
from leistungswerk.standards.fitconnect.sandbox.provision import provision_service_key


def _page(peer, path="/", status=200):
    answer = peer.http.get(peer.base + path)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    return html.fromstring(answer.text)


def _text(node):
    return " ".join(node.text_content().split())


def _row(page):
    return [_text(cell) for cell in page.xpath("//tbody/tr[1]/td")][1:]


@pytest.mark.parametrize("path", ["/", "/zurueckgewiesen", "/zustellpunkte"])
def test_pages_are_readable_for_everyone(peer, path):
    peer.http.get(f"{peer.base}/submission-api/v2/submissions")
    peer.send()
    page = _page(peer, path)
    assert page.get("lang") == "de"
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//a[@class='skip']").get("href") == "#inhalt"
    assert page.get_element_by_id("inhalt").tag == "main"
    assert page.find(".//nav//a[@aria-current='page']").get("href") == path
    for table in page.findall(".//table"):
        assert table.find("caption") is not None
        assert {head.get("scope") for head in table.findall(".//th")} == {"col"}
    assert not page.xpath("//*[@style or @onclick] | //script | //style")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_overview_shows_a_submission_and_its_state(open_peer):
    with open_peer() as peer:
        assert "Noch keine Einreichung" in _text(_page(peer))
        sent = peer.send()
        assert _row(_page(peer)) == ["Wohngeld", "wartet auf Abholung", sent.submission_id]
        with Receiver(peer.prepare_receiver()) as receiver:
            receiver.receive_once()
        assert _row(_page(peer)) == ["Wohngeld", "angenommen", sent.submission_id]


def test_the_page_of_a_submission_tells_its_story_and_the_reason_of_rejection(peer, new_id):
    sent = peer.send(attachments={new_id(): b"x"})
    peer.http.get(f"{peer.base}/submission-api/v2/submissions/{sent.submission_id}")
    problem = Problem("urn:x", "Nicht <zuständig>", "Bitte an Mainz senden.", "submission")
    with Receiver(peer.prepare_receiver(reject_all=problem)) as receiver:
        receiver.receive_once()
    page = _page(peer, f"/einreichungen/{sent.submission_id}")
    titles = [_text(node) for node in page.xpath("//ol[@class='timeline']/li/p[1]/strong")]
    assert titles == [
        "Angekündigt",
        "Eingereicht",
        "Nicht angemeldet",
        "Vom Empfänger zurückgewiesen",
        "Inhalt gelöscht",
    ]
    text = _text(page)
    assert "Nicht <zuständig>: Bitte an Mainz senden." in text
    assert "1 von 1 hochgeladen" in text
    assert peer.destination_id in text


def test_a_refused_request_stands_there_with_its_exact_reason_but_no_content(peer):
    answer = peer.http.post(
        f"{peer.base}/submission-api/v2/submissions",
        content=b'{"geheim": "Inhalt-4711"}',
        headers=peer.token() | {"Content-Type": "application/json"},
    )
    text = _text(_page(peer, "/zurueckgewiesen"))
    assert answer.json()["detail"] in text
    assert answer.json()["type"] in text
    assert peer.made.sender.client_id in text
    assert "Inhalt-4711" not in text


def test_a_refused_login_names_the_client_but_never_the_secret(peer):
    form = {"grant_type": "client_credentials", "client_id": "vertippt-1", "client_secret": "streng-geheim"}
    peer.http.post(f"{peer.base}/token", data=form)
    text = _text(_page(peer, "/zurueckgewiesen"))
    assert "vertippt-1" in text
    assert "streng-geheim" not in text


def test_long_lists_are_paged(open_peer):
    with open_peer() as peer:
        for number in range(30):
            peer.http.get(f"{peer.base}/submission-api/v2/nichts/{number}")
        first = _page(peer, "/zurueckgewiesen")
        assert "Seite 1 von 2" in _text(first)
        assert len(first.xpath("//ol[@class='timeline']/li")) == 25
        [following] = first.xpath("//a[@rel='next']/@href")
        assert len(_page(peer, following).xpath("//ol[@class='timeline']/li")) == 5
        assert len(_page(peer, "/zurueckgewiesen?seite=abc").xpath("//ol[@class='timeline']/li")) == 25


def test_a_destination_is_listed_with_the_addresses_a_vendor_needs(peer):
    text = _text(_page(peer, "/zustellpunkte"))
    assert f"{peer.base}/token" in text
    assert f"{peer.base}/submission-api/.well-known/jwks.json" in text


def test_unknown_pages_lead_back(peer):
    for path in ("/nichts", "/einreichungen/unbekannt"):
        assert "Zu allen Einreichungen" in _text(_page(peer, path, 404))


def test_the_stylesheet_is_a_file_with_dark_mode(peer):
    answer = peer.http.get(f"{peer.base}/sandbox.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in answer.text


def test_the_process_starts_small_and_ends_on_sigterm(tmp_path, keys):
    provision_service_key(tmp_path, keys.service)
    code = (
        "from pathlib import Path; from leistungswerk.standards.fitconnect.sandbox.serve import serve_sandbox; "
        f"serve_sandbox(Path({str(tmp_path)!r}), '127.0.0.1', 0)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        answer = httpx2.get(found[0], headers={"User-Agent": "x"}, trust_env=False)
        with open(f"/proc/{process.pid}/status", encoding="ascii") as status:  # noqa: PTH123 - not a file on disk
            memory = int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1])
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert answer.status_code == 200
    assert memory < 60 * 1024
    assert process.returncode == 0
