"""A sentence that a person typed over can be the machine's own again, whatever the program still remembers of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import at_the_desk
from sites import SiteFolder, write_site

from sitegen.translation.engines.registry import site_engine
from sitegen.translation.memory.store import MEMORY
from sitegen.translation.run import translate_site

BODY = "Presiden **menolak** rencana itu, Senin (3/1).\nWarga pulang ke rumah setelah hujan reda."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    site = write_site(tmp_path_factory.mktemp("own") / "site", search=False)
    site.write("id", "satu", "Presiden Menolak Rencana", BODY)
    translate_site(site.site, site_engine(site.site))
    return site


def taken_back(site: SiteFolder, number: int) -> None:
    """Type over a sentence, and take the machine's."""
    with at_the_desk(site, make_engine=site_engine) as desk:
        desk.type("satu", number, "A person has written this.")
        translate_site(site.site, site_engine(site.site))  # the memory knows the person's sentence now
        seen = desk.units("satu")[number]["seen"]
        desk.send("PUT", f"stories/satu/units/{number}", {"machine": True, "seen": seen})


def forget(site: SiteFolder) -> None:
    for path in site.site.state.glob(f"{MEMORY}*"):
        path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 2, 3])
@pytest.mark.parametrize("is_lost", [False, True])
def test_the_models_own_sentence_comes_back_to_the_byte(site: SiteFolder, number: int, is_lost: bool) -> None:
    path: Path = site.root / "content" / "en" / "satu.md"
    before = path.read_bytes()
    if is_lost:
        forget(site)
    taken_back(site, number)
    assert path.read_bytes() == before
    translate_site(site.site, site_engine(site.site))
    assert path.read_bytes() == before
