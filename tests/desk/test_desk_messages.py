"""The desk's own words: every one of them in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import sitegen.desk
from sitegen.languages.issues import ISSUE_TYPES

ASSETS = Path(sitegen.desk.__file__).parent / "assets"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.rglob("*.js")))


def messages(lang: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ASSETS / "messages" / f"{lang}.json").read_text(encoding="utf-8"))
    return found


def test_both_languages_have_the_same_messages() -> None:
    # English alone has a form for one.
    assert {key for key in messages("en") if not key.endswith(".one")} == set(messages("id"))


def test_no_message_is_empty_and_both_have_the_same_values_in_them() -> None:
    indonesian, english = messages("id"), messages("en")
    for key, text in indonesian.items():
        assert text.strip(), key
        assert english[key].strip(), key
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english[key])), key


def test_each_message_that_the_code_names_is_there() -> None:
    known = messages("en")
    named = re.findall(r"\bt\(\"([^\"]+)\"", CODE)
    counted = re.findall(r"\btn\(\"([^\"]+)\"", CODE)
    assert len(named) > 100
    assert [key for key in named if key not in known] == []
    assert [key for key in counted if not {f"{key}.one", f"{key}.other"} <= known.keys()] == []


def test_each_kind_of_issue_has_a_message() -> None:
    assert [kind for kind in ISSUE_TYPES if f"issue.{kind}" not in messages("en")] == []


def test_no_text_goes_in_as_markup() -> None:
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", CODE) == []
