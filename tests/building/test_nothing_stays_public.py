"""Whatever happens to the site's folder between builds, what is published belongs to a story that is public now.

``SITEGEN_LIVES=300`` tries so many lives of a site instead of twenty.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from publishing import target
from story_lives import FOREIGN, Newsroom, files_in

from sitegen.publishing.run import publish_site
from sitegen.settings.site import load_site
from sitegen.settings.targets import Target
from sitegen.storage import staging

pytestmark = pytest.mark.slow

LIVES = int(os.environ.get("SITEGEN_LIVES", "20"))
STORIES = 30
BUILDS = 3
Look = Callable[[], Mapping[str, bytes]]


@pytest.fixture(autouse=True)
def _no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "flush_one", lambda _: None)
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """The address of an S3 server on this machine."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def directory(place: Path, _: str) -> tuple[Target, Look]:
    return target(kind="directory", path=str(place)), lambda: files_in(place)


def rsync(place: Path, _: str) -> tuple[Target, Look]:
    return target(kind="rsync", destination=str(place)), lambda: files_in(place)


def git(place: Path, _: str) -> tuple[Target, Look]:
    subprocess.run(["git", "init", "--quiet", "--bare", str(place)], check=True)

    def look() -> Mapping[str, bytes]:
        checkout = place.with_name("checkout")
        checkout.mkdir(exist_ok=True)
        command = ["git", f"--git-dir={place}", f"--work-tree={checkout}"]
        subprocess.run([*command, "read-tree", "--empty"], check=True)
        subprocess.run(["find", str(checkout), "-mindepth", "1", "-delete"], check=True)
        subprocess.run([*command, "checkout", "--quiet", "--force", "gh-pages", "--", "."], check=True)
        return files_in(checkout)

    return target(kind="git", remote=str(place)), look


def git_without_history(place: Path, storage: str) -> tuple[Target, Look]:
    _, files = git(place, storage)

    def look() -> Mapping[str, bytes]:
        command = ["git", f"--git-dir={place}", "rev-list", "--count", "--all"]
        assert subprocess.run(command, check=True, capture_output=True).stdout == b"1\n"
        return files()

    return target(kind="git", remote=str(place), history=False), look


def s3(place: Path, storage: str) -> tuple[Target, Look]:
    client = boto3.client("s3", endpoint_url=storage)
    name = f"news-{place.parent.name.lower().strip('_').replace('_', '-')[-50:]}"
    client.create_bucket(Bucket=name)

    def look() -> Mapping[str, bytes]:
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=name)
        keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
        return {key: client.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}

    return target(kind="s3", bucket=name, endpoint_url=storage), look


TARGETS = (directory, git, git_without_history, rsync, s3)


@pytest.mark.parametrize("seed", range(LIVES))
def test_every_public_byte_belongs_to_a_story_that_is_public_now(
    tmp_path: Path, storage: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "rina")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    room = Newsroom.found(tmp_path, seed, STORIES, search=False)
    settings, look = TARGETS[seed % len(TARGETS)](tmp_path / "target", storage)
    for _ in range(BUILDS):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", room.now)
        room.build()
        room.check(files_in(room.root / "public"))
        site = load_site(room.root)
        publish_site(site, settings)
        room.check(look())
        for _ in range(room.random.randint(1, 5)):
            room.edit()
        room.accident()
        if room.random.random() < 0.3:
            room.accident()
        room.pass_time()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", room.now)
    room.build()
    fresh = room.clean_build()
    kept = set(files_in(room.root / "public")) - fresh.keys()
    assert {path: data for path, data in files_in(room.root / "public").items() if path not in kept} == fresh
    assert kept <= {*FOREIGN}, room.done
