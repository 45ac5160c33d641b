"""Reads what a page of the finished site says of itself and of others: its anchors, its links, its translations."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from sitegen.checking.facts import FileFacts, Link

# https://html.spec.whatwg.org/multipage/indices.html#attributes-3: those that hold an address of something to load.
_ADDRESSES = {
    ("a", "href"),
    ("area", "href"),
    ("audio", "src"),
    ("iframe", "src"),
    ("img", "src"),
    ("link", "href"),
    ("script", "src"),
    ("source", "src"),
    ("track", "src"),
    ("video", "poster"),
    ("video", "src"),
}
_CANDIDATES = {("img", "srcset"), ("source", "srcset")}
_SOCIAL = {"og:image", "og:url", "twitter:image"}


def page_facts(text: str) -> FileFacts:
    """Return the facts in the HTML of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.facts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = FileFacts()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if identity := values.get("id") or (values.get("name") if tag == "a" else None):
            if identity in self.facts.anchors:
                self.facts.doubled.append(Link(identity, line))
            self.facts.anchors.add(identity)
        if tag == "html":
            self.facts.lang = values.get("lang", "")
        elif tag == "meta":
            self._meta(values, line)
        elif tag == "link" and self._is_about_the_page(values, line):
            return
        for name, value in values.items():
            if (tag, name) in _ADDRESSES:
                self.facts.links.append(Link(value, line))
            elif (tag, name) in _CANDIDATES:
                self.facts.links += [Link(part.split()[0], line) for part in value.split(",") if part.strip()]

    def _is_about_the_page(self, values: Mapping[str, str], line: int) -> bool:
        link = Link(values.get("href", ""), line)
        if values.get("rel") == "canonical":
            self.facts.canonical = link
            return True
        if values.get("rel") == "alternate" and "hreflang" in values and "type" not in values:
            self.facts.alternates[values["hreflang"]] = link
            return True
        return False

    def _meta(self, values: Mapping[str, str], line: int) -> None:
        content = values.get("content", "")
        if values.get("name") == "robots" and "noindex" in content.lower():
            self.facts.noindex = True
        elif values.get("property", values.get("name")) in _SOCIAL:
            self.facts.links.append(Link(content, line))
        elif values.get("http-equiv", "").lower() == "refresh" and "url=" in content.lower():
            self.facts.links.append(Link(content[content.lower().index("url=") + 4 :].strip(), line))
