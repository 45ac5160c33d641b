"""Random edits of a small site, of every kind that a newsroom does."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image
from sites import TRANSLATED, write_site

from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest, texts
from sitegen.content.store import load_article
from sitegen.errors import SitegenError

PLACES = ("Jakarta", "Medan", "Solo", "Palu", "Ambon")
TAGS = ("politik", "ekonomi", "bola")
SETTINGS: dict[str, tuple[object, ...]] = {
    "articles_per_page": (2, 3, 20),
    "articles_in_feed": (1, 2, 20),
    "untranslated": ("hide", "notice"),
    "index_machine_translations": (True, False, "good"),
    "base_url": ("https://example.org/", "https://example.org/news/"),
    "theme": ("terbuka", "terbuka", "terbuka", "polos", "harian"),
    "timezone": ("Asia/Jakarta", "Asia/Jayapura"),
    "canonical": ("own", "original"),
    'publishers."kabar.example".name': ("Kabar", "Kabar Baru"),
    "suggest": ("https://git.example/{file}#L{line}", "mailto:desk@kabar.example?subject={title}&body={original}"),
}
LINKS = ("{}.md", "../id/{}.md", "/id/{}/", "../{}/", "/{}/", "/news/en/{}/", "https://example.org/id/{}/", "{}")
"""How an article names another."""
DAMAGE = b"Somebody was here."
"""What somebody else writes into a file of the finished site."""
TEMPLATES = ("base.html", "list.html", "article.html", "home.html", "archive-month.html")


# What a page is made from is on it, so that nothing old can stay unseen.
_SHOWN = {
    "home": "listing", "article": "article onward", "parallel": "article parallel", "tags": "tags",
    "tag": "tag count listing", "archive": "archive", "archive-year": "archive year",
    "archive-month": "archive year month listing", "archive-undated": "archive listing", "search": "search",
    "withdrawn": "withdrawal", "moved": "target", "choose": "sections", "404": "sections",
}  # fmt: skip
_BASE = """<!DOCTYPE html>
<html lang="{{ page.lang }}"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ static('open.css') }}"></head>
<body>{{ _("All stories") }} {{ site }} {{ page }} {{ editions }}{% block main %}{% endblock %}</body></html>
"""


def write_open_theme(folder: Path) -> None:
    """Write a theme whose pages show all that they are made from."""
    templates = folder / "templates"
    templates.mkdir(parents=True)
    (folder / "theme.toml").write_text('name = "Terbuka"\nversion = "1"\ndescription = ""\n')
    (templates / "base.html").write_text(_BASE)
    (templates / "list.html").write_text(
        "{% for article in listing.articles %}<p>{{ article.title }}</p>{% endfor %}\n"
    )
    for name, values in _SHOWN.items():
        shown = "".join(f"<div>{{{{ {value} }}}}</div>" for value in values.split())
        shown += '{% include "list.html" %}' if "listing" in values else ""
        (templates / f"{name}.html").write_text(
            f'{{% extends "base.html" %}}{{% block main %}}{shown}{{% endblock %}}\n'
        )
    for name in ("choose", "404"):
        (templates / f"{name}-section.html").write_text("{{ site }} {{ edition }} {{ articles|default('') }}\n")
    (folder / "static").mkdir()
    (folder / "static" / "open.css").write_text("p { margin: 0 }")
    write_words(folder, "id", "Semua")
    write_words(folder, "en", "All")


def write_words(folder: Path, lang: str, text: str) -> None:
    """Write a theme's catalogue of one word."""
    path = folder / "locales" / lang / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.write_text(f'{head}msgid "All stories"\nmsgstr "{text}"\n')


@dataclass
class Newsroom:
    """A site that somebody edits, at the roll of a die."""

    root: Path
    random: Random

    @classmethod
    def found(cls, root: Path, seed: int, *, search: bool = False) -> Newsroom:
        """Begin a site with a few articles, whose pages show all that a theme can know.

        With ``search``, they show what readers see.
        """
        write_site(root, search=search, theme="harian" if search else "terbuka", articles_per_page=2)
        write_open_theme(root / "themes" / "terbuka")
        room = cls(root, Random(seed))  # noqa: S311  # no secret
        for _ in range(4):
            room.add_pair()
        return room

    def edit(self) -> str:
        """Do one thing and return its name."""
        names = sorted(KINDS)
        name = self.random.choices(names, [KINDS[name] for name in names])[0]
        getattr(self, name)()
        return name

    # Articles

    def files(self, lang: str = "*") -> list[Path]:
        return sorted(self.root.glob(f"content/{lang}/*.md"))

    def any_file(self, lang: str = "*") -> Path | None:
        files = self.files(lang)
        return self.random.choice(files) if files else None

    def change(self, edit: Callable[[str], str], lang: str = "*") -> None:
        path = self.any_file(lang)
        if path:
            path.write_text(edit(path.read_text()))

    def sentence(self) -> str:
        return f"Warga {self.random.choice(PLACES)} menunggu {self.random.randrange(1000)} hari."

    def headline(self) -> str:
        return f"Kabar dari {self.random.choice(PLACES)} {self.random.randrange(6)}"

    def body(self) -> str:
        lines = [self.sentence() for _ in range(self.random.randint(1, 3))]
        if self.random.random() < 0.5:
            lines += ["", f"BACA JUGA: {self.headline()}", "", self.sentence()]
        if self.random.random() < 0.5:
            lines += ["", *(self.link() for _ in range(self.random.randint(1, 3)))]
        return "\n".join(lines)

    def link(self) -> str:
        slug = self.random.choice((f"kabar-{self.random.randrange(12)}", f"lama-{self.random.randrange(3)}"))
        form = self.random.choice(LINKS).format(slug)
        return f"Warga membaca [kabar]({form}) dan *[ini]({form}#s1)*."

    def front(self, lang: str) -> str:
        lines = [f"title: {self.headline()}", f"lang: {lang}"]
        if self.random.random() < 0.8:
            lines.append(f"date: {datetime.date(2022, self.random.randint(1, 3), self.random.randint(1, 5))}")
        if self.random.random() < 0.7:
            lines.append(f"tags: [{', '.join(self.random.sample(TAGS, self.random.randint(1, 2)))}]")
        if self.random.random() < 0.2:
            lines += ["image: ../images/foto.png", "image_alt: Foto"]
        return "\n".join(lines)

    def write(self, lang: str, slug: str, more: str = "") -> None:
        path = self.root / "content" / lang / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{self.front(lang)}\n{more}---\n\n{self.body()}\n")

    def add_original(self) -> None:
        self.write("id", f"kabar-{self.random.randrange(12)}")

    def add_pair(self) -> None:
        slug = f"kabar-{self.random.randrange(12)}"
        self.write("id", slug)
        record = "".join(f"  {key}: '{value}'\n" for key, value in TRANSLATED.items())
        self.write("en", slug, f"translation:\n{record}")

    def change_sentence(self) -> None:
        self.change(lambda text: f"{text.rstrip()}\n{self.sentence()}\n")

    def change_first_sentence(self) -> None:
        self.change(lambda text: re.sub(r"(?m)^---\n\n.*$", lambda _: f"---\n\n{self.sentence()}", text, count=1))

    def change_headline(self) -> None:
        self.change(lambda text: re.sub("(?m)^title: .*$", f"title: {self.headline()}", text, count=1))

    def change_front_matter(self) -> None:
        lang = self.random.choice(("id", "en"))
        self.change(lambda text: f"---\n{self.front(lang)}\n---\n\n" + text.split("\n---\n", 1)[-1].lstrip("\n"), lang)

    def toggle(self, line: str, lang: str = "*") -> None:
        def edit(text: str) -> str:
            return (
                text.replace(f"\n{line}\n", "\n", 1) if f"\n{line}\n" in text else text.replace("\n", f"\n{line}\n", 1)
            )

        self.change(edit, lang)

    def draft(self) -> None:
        self.toggle("draft: true")

    def withdraw(self) -> None:
        self.toggle("withdrawn: true", "id")

    def alias(self) -> None:
        self.toggle(f"aliases: [lama-{self.random.randrange(3)}]", "id")

    def attribute(self) -> None:
        host = self.random.choice(("kabar.example", "www.kabar.example", "lain.example"))
        self.toggle(f"source: {{url: https://{host}/{self.random.randrange(2)}, authors: [Budi]}}", "id")

    def review(self) -> None:
        self.change(
            lambda text: (
                text.replace("status: 'machine'", "status: 'reviewed'")
                if "'machine'" in text
                else text.replace("status: 'reviewed'", "status: 'machine'")
            ),
            "en",
        )

    def rate(self) -> None:
        """Record a machine's translation that is more or less sure of each text."""
        slugs = sorted({path.stem for path in self.files("id")} & {path.stem for path in self.files("en")})
        if not slugs:
            return
        slug = self.random.choice(slugs)
        folder = self.root / "content"
        try:
            original, translation = (load_article(folder / lang / f"{slug}.md", lang) for lang in ("id", "en"))
        except SitegenError:  # somebody spoiled it
            return
        entries = [
            Entry(short_digest(source), short_digest(text), confidence=self.random.randrange(101) / 100)
            if source
            else Entry()
            for source, text in zip(texts(original), texts(translation), strict=False)
        ]
        lines = "".join(f"  - '{line}'\n" for line in format_entries(entries))
        path = folder / "en" / f"{slug}.md"
        path.write_text(
            re.sub(r"(?m)^  sentences: .*\n|^  sentences:\n(  - .*\n)*", f"  sentences:\n{lines}", path.read_text())
        )

    def spoil(self) -> None:
        self.toggle("dat: [")

    def remove(self) -> None:
        path = self.any_file()
        if path:
            path.unlink()

    def rename(self) -> None:
        path = self.any_file("id")
        if path:
            slug = f"kabar-{self.random.randrange(12)}"
            for lang in ("id", "en"):
                old = self.root / "content" / lang / path.name
                if old.exists():
                    old.rename(old.with_stem(slug))

    def touch(self) -> None:
        self.change(lambda text: text)

    def picture(self) -> None:
        path = self.root / "content" / "images" / "foto.png"
        path.parent.mkdir(exist_ok=True, parents=True)
        if path.exists() and self.random.random() < 0.3:
            path.unlink()
        else:
            Image.new("RGB", (8 + self.random.randrange(3), 8), (self.random.randrange(4), 0, 0)).save(path)

    # What the site is made with

    def setting(self) -> None:
        path = self.root / "site.toml"
        name = self.random.choice(sorted(SETTINGS))
        value = self.random.choice(SETTINGS[name])
        lines = [line for line in path.read_text().splitlines() if not line.startswith(f"{name} =")]
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        path.write_text("\n".join([f"{name} = {shown}", *lines]) + "\n")

    def theme(self) -> None:
        path = self.root / "themes" / "terbuka" / "templates" / self.random.choice(TEMPLATES)
        if path.name != "base.html" and self.random.random() < 0.3:
            own = self.root / "themes" / self.random.choice(("polos", "dasar")) / "templates" / path.name
            if own.exists():
                own.unlink()
            else:
                own.parent.mkdir(parents=True, exist_ok=True)
                own.write_text(path.read_text())
        else:
            path.write_text(f"{path.read_text().partition('{#')[0]}{{# {self.random.randrange(9)} #}}")

    def style(self) -> None:
        path = self.root / "themes" / "terbuka" / "static" / "open.css"
        path.write_text(f"p {{ margin: {self.random.randrange(9)}px }}")

    def words(self) -> None:
        write_words(self.root / "themes" / "terbuka", "id", f"Semua {self.random.randrange(9)}")

    def glossary(self) -> None:
        (self.root / "glossary.csv").write_text(f"indonesian,english\nbola,ball {self.random.randrange(3)}\n")

    # What lies in .sitegen/ and public/

    def lose_record(self) -> None:
        for path in self.root.glob(".sitegen/build.sqlite3*"):
            path.unlink()

    def damage(self) -> None:
        files = sorted(path for path in self.root.glob("public/**/*") if path.is_file())
        if files:
            path = self.random.choice(files)
            path.unlink()
            if self.random.random() < 0.5:
                path.write_bytes(DAMAGE)


KINDS = {
    "add_original": 2, "add_pair": 3, "alias": 2, "attribute": 3, "change_first_sentence": 3, "change_front_matter": 3,
    "change_headline": 3, "change_sentence": 6, "damage": 1, "draft": 2, "glossary": 1, "lose_record": 1, "picture": 2,
    "rate": 3, "remove": 2, "rename": 2, "review": 2, "setting": 2, "spoil": 1, "style": 1, "theme": 1, "touch": 1,
    "withdraw": 2, "words": 1,
}  # fmt: skip
"""The kinds of edits, and how often each is made in comparison."""
