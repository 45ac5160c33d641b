"""What the server says is in the page's language, whatever it is made of."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from desks import at_the_desk, write_story
from pydantic import TypeAdapter, ValidationError
from sites import MakeSite, SiteFolder

import sitegen
from sitegen.building.incremental.inputs import Options
from sitegen.building.site import render_site
from sitegen.desk.spoken import LOCALES
from sitegen.errors import Problem
from sitegen.languages.issues import ISSUE_TYPES
from sitegen.languages.registry import language_pair
from sitegen.messages import Message, joined, packed, say, translated, unpacked
from sitegen.storage.kept_problems import KeptProblem

CODE = Path(sitegen.__file__).parent


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False, **{"publish.web": {"kind": "directory", "path": "web"}})
    write_story(site)
    return site


def said_in_code() -> set[str]:
    found = extract_from_dir(CODE, method_map=[("**.py", "python")], keywords={"say": None, "template": None})
    return {str(text) for _, _, text, _, _ in found}


def catalogue() -> dict[str, str]:
    with (LOCALES / "id" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.slow
def test_all_that_is_said_is_in_the_catalogue_and_nothing_else() -> None:
    assert said_in_code() == catalogue().keys()


def test_each_translation_has_the_values_of_its_message() -> None:
    for text, translation in catalogue().items():
        assert translation
        assert sorted(re.findall(r"{[^}]*}", translation)) == sorted(re.findall(r"{[^}]*}", text)), text


def test_each_issue_and_its_details_are_messages() -> None:
    source = "Presiden Prabowo membayar Rp 5 miliar kepada 12 orang, Senin (3/1)."
    issues = language_pair("id", "en").analyse(source).check('He he he he paid "4 trillion on Sunday 5 January')
    assert len({issue.kind for issue in issues}) > 2
    assert [issue.detail for issue in issues if not isinstance(issue.detail, Message)] == []
    assert all(isinstance(kind.for_editors, Message) for kind in ISSUE_TYPES.values())


def test_issues_are_told_in_the_pages_language(site: SiteFolder) -> None:
    draft = {"source": "Ada 15 orang.", "target": "There were people."}
    with at_the_desk(site) as desk:
        (english,) = desk.send("POST", "check", draft)["issues"]
        (indonesian,) = desk.send("POST", "check", draft, language="id")["issues"]
    assert (english["message"], english["detail"]) == ("a number differs; 15 is missing", "15 is missing")
    assert (indonesian["message"], indonesian["detail"]) == ("ada angka yang berbeda; 15 hilang", "15 hilang")


def test_errors_and_the_plan_are_told_in_the_pages_language(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[2]["seen"]
        edit = {"target": " ", "seen": seen}
        assert desk.send("PUT", "stories/hujan/units/2", edit, 422, language="id")["error"].startswith("tulis kalimat")
        edit["target"] = "There."
        assert desk.send("PUT", "stories/x/units/2", edit, 404, language="id-ID, en;q=0.5")["error"] == (
            "tidak ada berita 'x'"
        )
        assert desk.send("PUT", "stories/x/units/2", edit, 404, language="fr")["error"] == "there is no story 'x'"
        plan = desk.send("POST", "publish", {"target": "web"}, language="id")["plan"]
    assert "ditambah en/hujan/index.html" in plan


def test_a_problem_in_the_list_is_told_in_either_language_also_after_a_restart(site: SiteFolder) -> None:
    (site.root / "content" / "en" / "hujan.md").unlink()
    for _ in range(2):
        with at_the_desk(site) as desk:
            desk.get("stories")
            answer = desk.ask("GET", "/_desk/api/stories", accept_language="id")
        assert "content/en/hujan.md: tidak ada atau tidak bisa dibaca; jalankan translate" in answer.body.decode()


def test_a_request_that_is_refused_is_told_why_in_the_pages_language(site: SiteFolder) -> None:
    seen = {"source": "", "target": ""}
    with at_the_desk(site) as desk:

        def told(body: object, language: str = "id") -> str:
            return str(desk.send("PUT", "stories/hujan/units/2", body, 400, language=language)["error"])

        assert told({"seen": seen}, "en") == "send a target, or machine: true to have the machine's own"
        assert told({"seen": seen}) == "kirimkan target, atau machine: true untuk versi mesin"
        assert told({"target": 1, "seen": seen}) == "target: tulis sebuah teks, bukan 1; beri tanda kutip"
        assert told({"target": "There."}) == "seen: tidak ada; tambahkan"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("articles_per_page = 0", "articles_per_page: tulis angka paling kecil 1, bukan 0"),
        ('theme = "tiada"', "themes: tidak ada tema 'tiada' di sini; pakai salah satu dari "),
        ('base_url = "example.org"', "base_url: tulis alamat lengkap situs, misalnya 'https://example.org/news/'"),
        ("search = 3.5", "search: tulis true atau false"),
        ('untranslated = "show"', "untranslated: tulis 'hide' atau 'notice', bukan 'show'"),
        ("colour = 1", "colour: tidak ada kunci itu; periksa ejaannya, atau hapuslah"),
        ("title = ", "site.toml:1: bukan TOML yang benar: "),
    ],
)
def test_a_mistake_in_the_settings_is_told_in_the_pages_language(site: SiteFolder, line: str, said: str) -> None:
    file = site.root / "site.toml"
    with at_the_desk(site) as desk:
        kept = [old for old in file.read_text().splitlines() if old.partition(" ")[0] != line.partition(" ")[0]]
        file.write_text("\n".join([line, *kept]), encoding="utf-8")
        assert said in desk.send("POST", "publish", {"target": "web"}, 422, language="id")["error"]


def test_what_an_unchanged_build_still_knows_can_be_said_in_either_language(site: SiteFolder) -> None:
    (site.root / "content" / "en" / "hujan.md").unlink()
    site.write("id", "banjir", "Banjir", "Lihat ![](http://example.org/a.jpg).")
    made, again = (render_site(site.site, Options()).problems for _ in range(2))
    assert made
    assert again == made
    texts = catalogue()
    assert [translated(problem.message, texts.__getitem__) for problem in again] == [
        translated(problem.message, texts.__getitem__) for problem in made
    ]
    assert all(isinstance(problem.message, Message) for problem in again)


def test_a_kept_problem_that_nobody_wrote_counts_as_unreadable() -> None:
    adapter = TypeAdapter(KeptProblem)
    problem = Problem(say("{words} is missing", words="15"), Path("a.md"), 3, "warning")
    kept = adapter.validate_json(adapter.dump_json(problem))
    assert kept == problem
    assert kept.message.template == "{words} is missing"  # type: ignore[attr-defined]
    for message in ({"say": "{words}", "values": {}}, {"say": "a"}, {"say": 1, "values": {}}, 5, None):
        with pytest.raises(ValidationError):
            adapter.validate_python({"message": message})


def test_a_message_stays_what_it_is_on_its_way() -> None:
    inner = say("{words} is missing", words="{15}")
    message = joined("; ", [say("a number differs"), inner, "plain"])
    assert message == "a number differs; {15} is missing; plain"
    texts = {"a number differs": "angka", "{words} is missing": "{words} hilang"}
    for copied in (copy.deepcopy(message), pickle.loads(pickle.dumps(message)), unpacked(packed(message))):  # noqa: S301
        assert copied == message
        assert translated(copied, lambda text: texts.get(text, text)) == "angka; {15} hilang; plain"
