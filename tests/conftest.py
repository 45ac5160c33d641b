"""Fixtures that many tests share."""

from __future__ import annotations

import datetime
import gc
import os
from pathlib import Path

import pytest
from browsing import browser, host, open_tab, root_host, sub_path_host
from desk_browsing import desk, newsroom, open_desk
from hypothesis import settings
from newspaper import newspaper, plain_newspaper
from sites import MakeSite, SiteFolder, write_site

__all__ = [
    "browser",
    "desk",
    "host",
    "newspaper",
    "newsroom",
    "open_desk",
    "open_tab",
    "plain_newspaper",
    "root_host",
    "sub_path_host",
]

# No time limit, which a busy machine would break, and no examples kept in the working folder. Every run has the same
# examples, so that only a change of the code can break a test; SITEGEN_EXPLORE=1 looks for new ones.
settings.register_profile("sitegen", deadline=None, database=None, derandomize=not os.environ.get("SITEGEN_EXPLORE"))
settings.register_profile("quick", settings.get_profile("sitegen"), max_examples=20)
settings.load_profile("sitegen")


def pytest_configure(config: pytest.Config) -> None:
    """Try a fifth of the examples where only the quick tests are asked for."""
    if "not slow" in config.option.markexpr:
        settings.load_profile("quick")


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Return a function that makes an empty site: ``make_site("name", base_url=..., articles_per_page=...)``."""

    def make(name: str = "site", **settings: object) -> SiteFolder:
        return write_site(tmp_path / name, **settings)

    return make


@pytest.fixture(params=["http://localhost:8000/", "https://example.org/news/"])
def site(make_site: MakeSite, request: pytest.FixtureRequest) -> SiteFolder:
    """A rendered site with articles of many shapes, at the root of a host and in a folder of one."""
    site = make_site(articles_per_page=2, base_url=request.param, index_machine_translations=True)
    site.pair(
        "blinken",
        ("Blinken Serukan NATO 'Bersatu'", "Blinken Calls on NATO to 'Unite'"),
        (
            'Satu "kalimat".\nDua.\n\nBACA JUGA: Jerman  ingin “tata” ulang\n\nBACA JUGA: Tidak Ada\n\nTiga.',
            'One "sentence".\nTwo.\n\nBACA JUGA: Germany Wants to\n\nBACA JUGA: Not There\n\nThree.',
        ),
        date=datetime.date(2022, 1, 3),
        date_inferred=True,
        caption="Blinken di Washington.",
        credit="Evelyn Hockstein/Pool via AP",
        credit_label="Foto",
        dateline="WASHINGTON (VOA)",
        byline="mg/rs",
    )
    site.pair("jerman", ("Jerman Ingin 'Tata' Ulang", "Germany Wants To"), date=datetime.date(2022, 1, 2))
    site.write("id", "tanpa-terjemahan", "Tanpa Terjemahan", date=datetime.date(2022, 1, 5))
    site.pair("tanpa-tanggal", ("Tanpa Tanggal", "Without a Date"))
    assert site.render().problems == ()
    return site


def pytest_collection_finish() -> None:
    """Keep the tests that were collected out of the garbage collector's sight: it takes a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a page, all of which use the fixture ``browser``."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
