"""What errors and problems carry is a message with a catalogue's text behind it, unless it is listed here why not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen

CODE = Path(sitegen.__file__).parent

ENGLISH_ONLY = {
    "building/books.py": "only the command export makes books",
    "commands/": "the command line",
    "models/downloads.py": "models are downloaded by commands",
    "models/given.py": "models are named for commands",
    "models/index.py": "models are looked for by commands",
    "models/sent_packages.py": "packages are sent to a cluster by the command translate",
    "new_site/": "the command new",
    "preview/": "the server's own start, before there is a page",
    "seeds/": "seeds become articles by commands",
    "translation/calibration.py": "the command calibrate",
    "translation/cluster/": "the command translate",
    "translation/evaluation.py": "the command evaluate",
    "translation/memory/exchange.py": "memories are exchanged by commands",
    "translation/memory/table.py": "memories are imported by commands",
    "translation/memory/tmx.py": "memories are exported by commands",
    "translation/memory/tmx_reader.py": "memories are imported by commands",
}
"""Files and folders whose errors the desk does not meet."""

BUGS = {
    "a model that was just put in is not there",
    "an article needs a slug",
    "lost files cannot be kept: {}",
    "pages cannot be made from {}: a fingerprint cannot tell two of them apart",
    "the template has no body",
    "Pagefind's fragments have another form than this version knows",
}
"""What a mistake of ours raises, for those who mend it."""

_CARRIERS = re.compile(r"\w+Error|Problem|problem_at")
_MESSAGES = {"say", "joined", "said_by", "either"}
_TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")


class Source:
    """A file's code: what its errors and problems say as plain text."""

    def __init__(self, code: str) -> None:
        tree = ast.parse(code)
        self.nodes = list(ast.walk(tree))
        functions = [node for node in self.nodes if isinstance(node, ast.FunctionDef)]
        self.returned = {function.name: function for function in functions}
        errors = {item.name for item in functions if item.returns and ast.unparse(item.returns) == "SitegenError"}
        calls = {_name(node) for node in self.nodes if isinstance(node, ast.Call)}
        self.carriers = errors | {name for name in calls if _CARRIERS.fullmatch(name)}
        self.scopes: dict[ast.AST, ast.AST] = dict.fromkeys(self.nodes, tree)
        for function in functions:
            self.scopes |= {node: function for node in ast.walk(function) if node is not function}
        self.tree = tree

    def plain(self) -> Iterator[str]:
        """Yield the texts that are no messages, with {} for the values in them."""
        for node in self.nodes:
            if isinstance(node, ast.Call) and _name(node) in self.carriers:
                arguments = node.args[-1:] if _name(node) == "problem_at" else node.args[:1]
                if _name(node) in self.returned:
                    arguments = node.args
            elif isinstance(node, ast.keyword) and node.arg == "message":
                arguments = [node.value]
            else:
                continue
            for argument in arguments:
                yield from self._texts(argument, self.scopes[node], frozenset())

    def _texts(self, node: ast.expr, scope: ast.AST, seen: frozenset[str]) -> Iterator[str]:
        match node:
            case ast.Constant(value=str(text)):
                yield from [text] if " " in text else []
            case ast.JoinedStr(values=parts):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
                yield from [text] if re.search(r"[^\W\d_]{2}", text.replace("{}", "")) else []
            case ast.Call() if _name(node) in _MESSAGES:
                values = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
                found = (text for value in values for text in self._texts(value, scope, seen))
                yield from (text for text in found if _TWO_WORDS.search(text) and not _is_command(text))
            case ast.Call() if (function := self.returned.get(_name(node))) and function.name not in seen:
                for item in ast.walk(function):
                    if isinstance(item, ast.Return) and item.value:
                        yield from self._texts(item.value, function, seen | {function.name})
            case ast.Name(id=name) if name not in seen:
                for value in self._assigned(name, scope):
                    yield from self._texts(value, scope, seen | {name})
            case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
                yield from self._texts(first, scope, seen)
                yield from self._texts(second, scope, seen)
            case ast.BoolOp(values=several):
                for value in several:
                    yield from self._texts(value, scope, seen)

    def _assigned(self, name: str, scope: ast.AST) -> Iterator[ast.expr]:
        inside = [node for node in ast.walk(scope) if self.scopes.get(node) is scope] if scope is not self.tree else []
        for node in [*inside, *(item for item in self.nodes if self.scopes[item] is self.tree)]:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.NamedExpr | ast.AugAssign | ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets) and node.value:  # type: ignore[attr-defined]
                yield node.value  # type: ignore[attr-defined]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_command(text: str) -> bool:
    return "{} model install {}" in text


def plain_texts() -> dict[str, set[str]]:
    """What each file says as plain text, by its path."""
    found = {path.relative_to(CODE).as_posix(): {*Source(path.read_text()).plain()} for path in CODE.rglob("*.py")}
    return {path: texts for path, texts in found.items() if texts}


def is_listed(path: str) -> bool:
    return any(path.startswith(place) for place in ENGLISH_ONLY)


@pytest.mark.slow
def test_all_that_the_desk_can_meet_is_a_message() -> None:
    plain = {path: texts - BUGS for path, texts in plain_texts().items() if not is_listed(path)}
    assert {path: texts for path, texts in plain.items() if texts} == {}


@pytest.mark.slow
def test_what_is_listed_as_english_is_still_there() -> None:
    plain = plain_texts()
    assert [place for place in ENGLISH_ONLY if not any(path.startswith(place) for path in plain)] == []
    assert BUGS - {text for texts in plain.values() for text in texts} == set()


def test_plain_texts_are_found_wherever_they_come_from() -> None:
    code = """
REMEDY = "build it again"
def _fault(page):
    return "leads to no page" if page else say("is empty")
def _failed(reason) -> SitegenError:
    return SitegenError(say("failed: {reason}", reason=reason))
def check(page, number):
    hint = f"see line {number}"
    yield Problem(f"has {number} errors", page)
    yield Problem(say("{fault}; {hint}; {remedy}", fault=_fault(page), hint=hint, remedy=REMEDY))
    yield Problem(say("is read"), page)
    yield replace(problem, message=f"{problem.message} (needed for {page})")
    raise _failed("the disk is full")
"""
    assert sorted(Source(code).plain()) == [
        "build it again",
        "has {} errors",
        "leads to no page",
        "see line {}",
        "the disk is full",
        "{} (needed for {})",
    ]
