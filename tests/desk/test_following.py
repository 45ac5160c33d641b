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


def test_pages_are_told_how_far_the_list_is_and_always_that_it_is_complete(make_site: MakeSite) -> None:
    async def told() -> list[bytes]:
        events = Events(LiveBuilder(make_site().site, lambda _: None).board)
        async with aclosing(events.follow()) as following:
            await anext(following)
            for read in (10, 20, 30):  # from the index's thread; some are left out if they are fast
                await asyncio.to_thread(events.tell_progress, read, 30)
            found = [await anext(following)]
            while b'"read": 30' not in found[-1]:
                found.append(await anext(following))
            return found

    found = asyncio.run(told())
    assert (found[0], found[-1]) == (b'data: {"read": 10, "stories": 30}\n\n', b'data: {"read": 30, "stories": 30}\n\n')


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
