"""Only the desk's own page may write, only to content/, and over the network only who knows the pass phrase."""

from __future__ import annotations

import hmac
import json

import pytest
from desks import HOST, ORIGIN, Client, at_the_desk, write_story
from sites import MakeSite, SiteFolder

from sitegen.desk.security import new_phrase

PHRASE = "bulan padi sawah sungai bukit"
UNIT = "/_desk/api/stories/hujan/units/3"


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    write_story(site)
    return site


def edit(desk: Client) -> bytes:
    return json.dumps({"target": "Mine.", "seen": desk.units("hujan")[3]["seen"]}).encode()


GOOD = {"Origin": ORIGIN, "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://localhost:8001"}, 403),
        ({"Origin": f"http://{HOST}.evil.example"}, 403),
        ({"Origin": f"http://{HOST}@evil.example"}, 403),
        ({"X-Desk-Token": ""}, 403),
        ({"X-Desk-Token": "x" * 32}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}, 400),
        ({"Host": "192.168.1.2:8000", "Origin": "http://192.168.1.2:8000"}, 400),
    ],
)
def test_only_the_desks_own_page_may_write(site: SiteFolder, headers: dict[str, str], status: int) -> None:
    path = site.root / "content" / "en" / "hujan.md"
    before = path.read_bytes()
    with at_the_desk(site) as desk:
        sent = {**GOOD, "X-Desk-Token": desk.desk.token, **headers}
        assert desk.ask("PUT", UNIT, edit(desk), **sent).status == status
    assert (path.read_bytes() == before) is (status != 200)


@pytest.mark.parametrize("missing", ["Origin", "X-Desk-Token", "Content-Type"])
def test_no_header_may_be_missing(site: SiteFolder, missing: str) -> None:
    with at_the_desk(site) as desk:
        sent = {**GOOD, "X-Desk-Token": desk.desk.token}
        del sent[missing]
        assert desk.ask("PUT", UNIT, edit(desk), **sent).status in {403, 415}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "PUT"])
def test_no_answer_lets_another_site_read_it(site: SiteFolder, method: str) -> None:
    with at_the_desk(site) as desk:
        headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
        answer = desk.ask(method, "/_desk/api/stories/hujan", **headers)
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "slug", ["..", "%2e%2e", "..%2Fsite.toml", "%2Fetc%2Fpasswd", "Hujan", "hujan.md", "none", "x" * 5000, "%00"]
)
def test_no_path_leads_out_of_content(site: SiteFolder, slug: str) -> None:
    with at_the_desk(site) as desk:
        assert desk.ask("GET", f"/_desk/api/stories/{slug}").status == 404
        sent = {**GOOD, "X-Desk-Token": desk.desk.token}
        assert desk.ask("PUT", f"/_desk/api/stories/{slug}/units/3", edit(desk), **sent).status == 404
        assert desk.ask("GET", f"/_desk/assets/{slug}").status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"target": 1}',
        b'{"target": "a", "seen": {"source": "", "target": ""}, "more": 1}',
        b'{"target": "\\ud800", "seen": {"source": "", "target": ""}}',
        b"[" * 100_000,
        b" " * 2_000_000,
    ],
    ids=range(8),
)
def test_what_is_no_request_is_refused_in_one_line(site: SiteFolder, body: bytes) -> None:
    with at_the_desk(site) as desk:
        answer = desk.ask("PUT", UNIT, body, **GOOD, **{"X-Desk-Token": desk.desk.token})
    assert answer.status == 400
    assert "\n" not in json.loads(answer.body)["error"]


def test_what_is_not_there_is_said_so_as_json(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        answer = desk.ask("GET", "/_desk/api/nothing")
    assert (answer.status, json.loads(answer.body)["problems"]) == (404, [])


def test_with_a_pass_phrase_nothing_is_told_before_it_is_given(site: SiteFolder) -> None:
    with at_the_desk(site, phrase=PHRASE) as desk:
        assert desk.ask("GET", "/_desk/").headers["location"] == "/_desk/phrase"
        for path in ("/_desk/api/stories", "/_desk/assets/desk.css", "/_desk/x"):
            assert desk.ask("GET", path).status == 401
        sent = {**GOOD, "X-Desk-Token": desk.desk.token}
        assert desk.ask("PUT", UNIT, b"{}", **sent).status == 401
        assert b"<form" in desk.ask("GET", "/_desk/phrase").body


def test_the_phrase_is_asked_once_and_then_a_cookie_stands_for_it(site: SiteFolder) -> None:
    with at_the_desk(site, phrase=PHRASE) as desk:
        wrong = desk.ask("POST", "/_desk/phrase", b"phrase=bulan", Origin=ORIGIN)
        assert (wrong.status, "set-cookie" in wrong.headers) == (401, False)
        right = b"phrase=+Bulan+padi++sawah+sungai+bukit"
        assert desk.ask("POST", "/_desk/phrase", right, Origin="https://evil.example").status == 403
        answer = desk.ask("POST", "/_desk/phrase", right, Origin=ORIGIN)
        assert (answer.status, answer.headers["location"]) == (303, "/_desk/")
        cookie, *attributes = answer.headers["set-cookie"].split("; ")
        assert {"httponly", "path=/_desk/", "samesite=strict"} <= {part.lower() for part in attributes}
        assert desk.ask("GET", "/_desk/api/stories", Cookie=cookie).status == 200
        assert desk.ask("GET", "/_desk/api/stories", Cookie=f"{cookie}x").status == 401


def test_secrets_are_compared_in_constant_time(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def compare(given: bytes, known: bytes) -> bool:
        compared.append(known)
        return real(given, known)

    real = hmac.compare_digest
    with at_the_desk(site, phrase=PHRASE) as desk:
        monkeypatch.setattr(hmac, "compare_digest", compare)
        answer = desk.ask("POST", "/_desk/phrase", f"phrase={PHRASE}".encode(), Origin=ORIGIN)
        cookie = answer.headers["set-cookie"].partition(";")[0]
        desk.ask("PUT", UNIT, b"{}", **GOOD, Cookie=cookie, **{"X-Desk-Token": "x"})
    assert compared == [PHRASE.encode(), cookie.partition("=")[2].encode(), desk.desk.token.encode()]


@pytest.mark.slow
def test_each_phrase_is_another_and_has_five_words() -> None:
    phrases = {new_phrase() for _ in range(20)}
    assert len(phrases) == 20
    assert {len(phrase.split()) for phrase in phrases} == {5}


def test_a_script_in_a_sentence_is_text_in_json(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        desk.type("hujan", 3, "</script><script>alert(1)</script>")
        answer = desk.ask("GET", "/_desk/api/stories/hujan")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
