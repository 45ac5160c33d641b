"""Open pages of the desk, and its list, learn what changes on disk from the preview's watching."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

from desks import at_the_desk, write_story
from sites import MakeSite

from sitegen.desk.events import Events
from sitegen.preview.live_builder import LiveBuilder
from sitegen.preview.status import StatusBoard


def test_pages_are_told_which_stories_have_changed(make_site: MakeSite) -> None:
    async def told() -> list[bytes]:
        board = LiveBuilder(make_site().site, lambda _: None).board
        found = []
        async with aclosing(Events(board).follow()) as events:
            found.append(await anext(events))
            board.note({Path("content/id/hujan.md"), Path("content/en/hujan.md"), Path("themes/own/page.css")})
            board.note({Path("themes/own/page.css")})
            board.note(None)
            found += [await anext(events), await anext(events)]
            board.close()
            found += [event async for event in events]
        return found

    retry, *events = asyncio.run(told())
    assert retry.startswith(b"retry: ")
    assert events == [b'data: {"changed": ["hujan"]}\n\n', b'data: {"changed": null}\n\n']


def test_while_changes_are_noticed_only_those_files_are_looked_at(make_site: MakeSite) -> None:
    site = make_site(search=False)
    originals = [write_story(site, slug)[0] for slug in ("satu", "dua")]
    with at_the_desk(site) as desk:
        board: StatusBoard = desk.board
        board.note(None)
        assert [row["title"] for row in desk.get("stories")["stories"]] == ["Hujan Turun", "Hujan Turun"]
        for path in originals:
            path.write_text(path.read_text(encoding="utf-8").replace("Hujan Turun", "Banjir"), encoding="utf-8")
        board.note({originals[0]})
        assert sorted(row["title"] for row in desk.get("stories")["stories"]) == ["Banjir", "Hujan Turun"]
        originals[0].unlink()
        board.note({originals[0]})
        assert [row["slug"] for row in desk.get("stories")["stories"]] == ["dua"]
        board.note(None)
        assert [row["title"] for row in desk.get("stories")["stories"]] == ["Banjir"]
