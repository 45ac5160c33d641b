"""What a template's output depends on besides its context, as a digest: if it stays, pages need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateNotFound
from jinja2.meta import find_referenced_templates

from sitegen.rendering.theme.environment import TemplateEnvironment
from sitegen.rendering.theme.template_errors import mistakes_in


@dataclass(frozen=True)
class _Uses:
    """What a template asks for by name; None stands for a name that only shows when the template is rendered."""

    source: str
    templates: frozenset[str | None] = frozenset()
    static: frozenset[str | None] = frozenset()


class TemplateDigests:
    """The digests of a theme's templates. Each template is parsed once, and none is compiled."""

    def __init__(self, folders: tuple[Path, ...], address: Callable[[str], str], static: Iterable[str]) -> None:
        """``static`` names the static files in the theme's ``folders``; ``address`` gives their addresses."""
        self.folders = folders
        self.address = address
        self.static = frozenset(static)
        self._environment = TemplateEnvironment(folders)
        self._uses = cache(self._parsed)

    def of(self, template: str, words: bytes) -> str:
        """Return the SHA-256 of all that the template can reach, and of ``words``.

        Raises:
            SitegenError: a template has a mistake; the message names it and its line.
        """
        reached = dict(self._reached(template))
        static = {name for uses in reached.values() for name in uses.static}
        lines = [f"{name} {hashlib.sha256(uses.source.encode()).hexdigest()}" for name, uses in sorted(reached.items())]
        named = self.static if None in static else static & self.static
        lines += [f"{name} {self.address(name)}" for name in sorted(filter(None, named))]
        return hashlib.sha256("\n".join(lines).encode() + b"\n" + words).hexdigest()

    def _reached(self, template: str) -> Iterator[tuple[str, _Uses]]:
        seen: set[str] = set()
        waiting = {template}
        while waiting:
            name = waiting.pop()
            seen.add(name)
            uses = self._uses(name)
            yield name, uses
            for other in uses.templates:
                waiting |= {other} if other is not None else set(self._environment.list_templates())
            waiting -= seen

    def _parsed(self, template: str) -> _Uses:
        with mistakes_in(self.folders):
            try:
                source, path, _ = self._environment.read(template)
            except TemplateNotFound:  # which counts too: it may be there the next time
                return _Uses("")
            names, static = _asked_for(source, template, path)
            asked = (name and self._environment.join_path(name, template) for name in names)
            return _Uses(source, frozenset(asked), static)


@lru_cache(maxsize=256)  # a preview builds again and again, and parsing all templates takes a tenth of a second
def _asked_for(source: str, template: str, path: str) -> tuple[tuple[str | None, ...], frozenset[str | None]]:
    tree = TemplateEnvironment(()).parse(source, template, path)
    return tuple(find_referenced_templates(tree)), frozenset(_static_files(tree))


def _static_files(tree: nodes.Template) -> Iterator[str | None]:
    """The names in calls of ``static``, and None where it is used in any other way."""
    known = 0
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(node=nodes.Name(name="static"), args=[nodes.Const(value=str(name))], kwargs=[]):
                known += 1
                yield name
    if sum(name.name == "static" for name in tree.find_all(nodes.Name)) > known:
        yield None
