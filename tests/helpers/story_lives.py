"""The life of a small newsroom's site: stories come, are held back and go, and accidents happen to the folder.

Each version of each text has a word of its own, by which it is known wherever it turns up.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sites import TRANSLATED, SiteFolder, write_site

from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site
from sitegen.settings.site import load_site

FOREIGN = {
    "CNAME": b"news.example.org\n",
    ".well-known/security.txt": b"Contact: mailto:rina@example.org\n",
    "id/catatan.txt": b"milik orang",
    "tentang.html": b"<!DOCTYPE html><title>Tentang kami</title>",
}
"""What a person has put into the finished site."""
_WORD = re.compile(rb"(?:kata|cerita)\d+")


@dataclass
class Story:
    """A story; ``words`` are those of its original and its translation now."""

    slug: str
    state: str = "published"
    due: datetime.date = datetime.date.min
    words: dict[str, str] = field(default_factory=dict)


@dataclass
class Newsroom:
    """A site whose folder is ``root`` at this time, and what is in it."""

    folder: Path
    random: Random
    root: Path
    stories: list[Story] = field(default_factory=list)
    machine: Path | None = None
    today: datetime.date = datetime.date(2022, 6, 1)
    done: list[str] = field(default_factory=list)
    _count: int = 0

    @classmethod
    def found(cls, folder: Path, seed: int, stories: int, **settings: object) -> Newsroom:
        """Begin a site with so many stories."""
        root = write_site(folder / "site-0", theme="polos", articles_per_page=5, **settings).root
        room = cls(folder, Random(seed), root)  # noqa: S311  # no secret
        for _ in range(stories):
            story = Story(room._new("cerita"))
            room.stories.append(story)
            room._write(story)
        room._put_foreign()
        return room

    def _new(self, word: str) -> str:
        self._count += 1
        return f"{word}{self._count}"

    def _put_foreign(self) -> None:
        for path, data in FOREIGN.items():
            place = self.root / "public" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    # What editors do

    def _write(self, story: Story) -> None:
        site = SiteFolder(self.root)
        for path in self.root.glob(f"content/*/{story.slug}.md"):
            path.unlink()
        if story.state == "deleted":
            return
        story.words = {lang: self._new("kata") for lang in ("id", "en")}
        story.due = datetime.date(2022, 1 + self._count % 3, 1 + self._count % 28)
        if story.state == "scheduled":
            story.due = self.today + datetime.timedelta(self.random.randint(1, 60))
        front: dict[str, object] = {"date": story.due}
        front["tags"] = [f"topik-{self._count % 3}"]
        held = {"draft": {"draft": True}, "withdrawn": {"withdrawn": True}}.get(story.state, {})
        other = self.random.choice(self.stories).slug
        links = f"Baca [ini]({other}.md), [itu](../{other}/) dan [lagi](/en/{other}/)."
        title, body = f"Judul {story.words['id']}", f"Isi {story.words['id']}.\n{links}"
        site.write("id", story.slug, title, body, **front, **held)
        if story.state != "untranslated":
            record = {"draft": True} if story.state == "draft translation" else {}
            site.write(
                "en", story.slug, f"Title {story.words['en']}", f"Text {story.words['en']}.\n{links}",
                translation=dict(TRANSLATED), **front, **record,
            )  # fmt: skip

    def edit(self) -> None:
        """Change the fate of one story."""
        story = self.random.choice(self.stories)
        states = (
            "published",
            "draft",
            "withdrawn",
            "deleted",
            "untranslated",
            "draft translation",
            "scheduled",
            "renamed",
        )
        new = self.random.choice(states)
        self.done.append(f"{story.slug} {new}")
        if new == "renamed":
            for path in self.root.glob(f"content/*/{story.slug}.md"):
                path.unlink()
            story.slug = self._new("cerita")
        else:
            story.state = new
        self._write(story)

    def pass_time(self) -> None:
        """Let days go by, on which scheduled stories become due."""
        self.today += datetime.timedelta(self.random.randint(0, 40))

    @property
    def now(self) -> str:
        """The moment of the next build, as SOURCE_DATE_EPOCH has it."""
        noon = datetime.datetime.combine(self.today, datetime.time(12), datetime.UTC)
        return str(int(noon.timestamp()))

    # What happens to the folder

    def accident(self) -> None:
        """Let something happen."""
        name = self.random.choice(ACCIDENTS)
        self.done.append(name)
        getattr(self, f"_{name}")()

    def _nothing(self) -> None:
        pass

    def _elsewhere(self) -> Path:
        return self.folder / self._new("site-")

    def _copy(self) -> None:
        new = self._elsewhere()
        shutil.copytree(self.root, new, copy_function=shutil.copy)
        self.root = new

    def _archive_copy(self) -> None:
        new = self._elsewhere()
        _run("cp", "-a", self.root, new)
        self.root = new

    def _move(self) -> None:
        new = self._elsewhere()
        self.root.rename(new)
        self.root = new

    def _tar(self) -> None:
        new = self._elsewhere()
        new.mkdir()
        _run("tar", "-C", self.root, "-cf", f"{new}.tar", ".")
        _run("tar", "-C", new, "-xf", f"{new}.tar")
        self.root = new

    def _restore_old_site(self) -> None:
        """The folder of the finished site comes back from an archive, over what is there."""
        old = self.folder / "backup.tar"
        if old.exists():
            _run("tar", "-C", self.root, "-xf", old)
        if (self.root / "public").exists():
            _run("tar", "-C", self.root, "-cf", old, "public")

    def _clone(self) -> None:
        """What is committed, the finished site too, comes to another place."""
        new = self._elsewhere()
        ignored = "" if self.random.random() < 0.5 else "public/\n"
        (self.root / ".gitignore").write_text(f".sitegen/\n{ignored}")
        shutil.rmtree(self.root / ".git", ignore_errors=True)
        git = ("git", "-C", self.root, "-c", "user.name=Rina", "-c", "user.email=rina@example.org")
        _run(*git, "init", "--quiet")
        _run(*git, "add", "-A")
        _run(*git, "commit", "--quiet", "-m", "Situs")
        _run("git", "clone", "--quiet", self.root, new)
        self.root = new

    def _lose_state(self) -> None:
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)

    def _lose_site(self) -> None:
        shutil.rmtree(self.root / "public", ignore_errors=True)
        self._put_foreign()

    def _move_clock(self) -> None:
        """Files have the times of a clock that was wrong."""
        moment = self.random.choice((0, 1_000_000_000, 4_000_000_000))
        for path in self.root.rglob("*"):
            if path.is_file() and self.random.random() < 0.5:
                os.utime(path, (moment, moment))

    def _other_machine(self) -> None:
        """Somebody goes on with an older copy of the site, in which the articles are as they are here."""
        other = self.machine or self._elsewhere()
        if not other.exists():
            shutil.copytree(self.root, other)
        self._bring_content(other)
        self.machine, self.root = self.root, other

    def _merge(self) -> None:
        """The same, but the finished site and what sitegen knows of it are copied over those that are there too."""
        other = self.machine or self._elsewhere()
        other.mkdir(exist_ok=True)
        how = self.random.choice(("-a", "-r"))
        for name in self.random.choice((("public",), ("public", ".sitegen"), (".sitegen",))):
            if (self.root / name).exists():
                (other / name).mkdir(exist_ok=True)
                _run("cp", how, f"{self.root / name}/.", other / name)
        self._bring_content(other)
        self.machine, self.root = self.root, other

    def _bring_content(self, other: Path) -> None:
        shutil.rmtree(other / "content", ignore_errors=True)
        shutil.copytree(self.root / "content", other / "content")
        shutil.copy(self.root / "site.toml", other / "site.toml")

    # What must be

    def build(self) -> RenderResult:
        """Build, and check that files of others are still there."""
        foreign = {path for path, data in FOREIGN.items() if (self.root / "public" / path).exists()}
        result = render_site(load_site(self.root), Options(jobs=1))
        assert result.published, self.done
        for path in foreign:
            assert (self.root / "public" / path).read_bytes() == FOREIGN[path], self.done
        return result

    def clean_build(self) -> dict[str, bytes]:
        """Build the same stories in a new folder, and return the files."""
        clean = self.folder / "clean"
        clean.mkdir()
        self._bring_content(clean)
        render_site(load_site(clean), Options(jobs=1))
        return files_in(clean / "public")

    def public_words(self) -> set[bytes]:
        """All words that may stand in the finished site."""
        words: set[str] = set()
        for story in self.stories:
            if story.state in {"draft", "deleted"} or story.due > self.today:
                continue
            words.add(story.slug)
            if story.state != "withdrawn":
                words.add(story.words["id"])
            if story.state in {"published", "scheduled"}:
                words.add(story.words["en"])
        return {word.encode() for word in words}

    def check(self, files: Mapping[str, bytes]) -> None:
        """Hold published files against the stories that are public now."""
        found = {word for path, data in files.items() for word in _WORD.findall(data + b" " + path.encode())}
        assert found == self.public_words(), self.done


ACCIDENTS = (
    "nothing", "copy", "archive_copy", "move", "tar", "restore_old_site", "clone", "lose_state", "lose_site",
    "move_clock", "other_machine", "merge",
)  # fmt: skip


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


def files_in(folder: Path) -> dict[str, bytes]:
    """All files in a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
