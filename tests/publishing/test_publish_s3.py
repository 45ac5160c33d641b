"""Publishing to S3: only changed objects are sent, with the headers that they are served with, pages last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import botocore.client
import pytest
from moto.server import ThreadedMotoServer
from publishing import SITE, finished, publish, put, target

from sitegen.errors import SitegenError
from sitegen.publishing.changes import MARKER, Changes
from sitegen.publishing.headers import IMMUTABLE, REVALIDATE
from sitegen.publishing.site_files import SiteFile
from sitegen.settings.targets import Target

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SECRET = "hunter2hunter2hunter2"  # noqa: S105  # moto takes any
EDITED = {**SITE, "id/gempa/index.html": b"<p>gempa baru", "id/banjir/index.html": b"<p>banjir"}
del EDITED["robots.txt"]


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """The address of an S3 server on this machine."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(storage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[S3Client]:
    """A client of that server, which has an empty bucket 'news' and no other."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "rina")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3", endpoint_url=storage)
    client.create_bucket(Bucket="news")
    empty(client)  # all S3 servers of one process share their buckets, also those of other modules' tests
    yield client
    empty(client)
    client.delete_bucket(Bucket="news")


def empty(client: S3Client) -> None:
    for key in keys(client):
        client.delete_object(Bucket="news", Key=key)


def news(storage: str, **settings: object) -> Target:
    return target(kind="s3", bucket="news", endpoint_url=storage, **settings)


def keys(client: S3Client) -> list[str]:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket="news")
    return [item["Key"] for page in pages for item in page.get("Contents", ())]


def published(client: S3Client, prefix: str = "") -> dict[str, bytes]:
    files = {key: client.get_object(Bucket="news", Key=key)["Body"].read() for key in keys(client)}
    assert b"sitegen" in files.pop(prefix + MARKER)
    return files


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every request that is made: the operation and the key."""
    made: list[tuple[str, str]] = []
    real: Any = vars(botocore.client.BaseClient)["_make_api_call"]

    def record(self: Any, operation: str, arguments: dict[str, Any]) -> Any:
        made.append((operation, arguments.get("Key", "")))
        return real(self, operation, arguments)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", record)
    return made


def written(requests: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(operation, key) for operation, key in requests if operation in {"PutObject", "DeleteObject"}]


def test_the_bucket_becomes_the_site(tmp_path: Path, bucket: S3Client, storage: str) -> None:
    result = publish(finished(tmp_path / "site"), news(storage))
    assert published(bucket) == SITE
    assert len(result.changes.added) == len(SITE) + 1
    assert result.place == "s3://news/"


def test_a_site_can_lie_in_a_folder_of_the_bucket(tmp_path: Path, bucket: S3Client, storage: str) -> None:
    bucket.put_object(Bucket="news", Key="newsletter.html", Body=b"beside it")
    bucket.put_object(Bucket="news", Key="berita/", Body=b"")
    publish(finished(tmp_path / "site"), news(storage, prefix="/berita/"))
    files = published(bucket, "berita/")
    assert files.pop("newsletter.html") == b"beside it"
    assert files.pop("berita/") == b""
    assert files == {f"berita/{path}": data for path, data in SITE.items()}


def test_each_file_has_its_type_and_may_be_kept_as_long_as_it_is_right(
    tmp_path: Path, bucket: S3Client, storage: str
) -> None:
    publish(finished(tmp_path / "site"), news(storage))
    for path, content_type, cache in (
        ("id/index.html", "text/html; charset=utf-8", REVALIDATE),
        ("id/feed.xml", "application/xml", REVALIDATE),
        ("robots.txt", "text/plain; charset=utf-8", REVALIDATE),
        ("static/harian.0123abcd.css", "text/css; charset=utf-8", IMMUTABLE),
    ):
        found = bucket.head_object(Bucket="news", Key=path)
        assert (found["ContentType"], found["CacheControl"]) == (content_type, cache)


def test_only_differences_are_sent_pages_last_and_deletions_at_the_end(
    tmp_path: Path, bucket: S3Client, storage: str, requests: list[tuple[str, str]]
) -> None:
    site = finished(tmp_path / "site")
    publish(site, news(storage))
    del requests[:]
    put(site, {**EDITED, "static/harian.4567cdef.css": b"p { }", "id/feed.xml": b"<feed>2</feed>", "data.json": b"{}"})
    result = publish(site, news(storage))
    assert result.changes == Changes(
        added=("data.json", "id/banjir/index.html", "static/harian.4567cdef.css"),
        changed=(MARKER, "id/feed.xml", "id/gempa/index.html"),
        deleted=("robots.txt",),
        unchanged=4,
    )
    sent = written(requests)
    assert sent[0] == sent[-1] == ("PutObject", MARKER)
    assert sent[1:3] == [("PutObject", "static/harian.4567cdef.css"), ("PutObject", "data.json")]
    assert set(sent[3:5]) == {("PutObject", "id/banjir/index.html"), ("PutObject", "id/gempa/index.html")}
    assert sent[5:-1] == [("PutObject", "id/feed.xml"), ("DeleteObject", "robots.txt")]
    assert published(bucket)["id/gempa/index.html"] == b"<p>gempa baru"


def test_nothing_new_sends_nothing(
    tmp_path: Path, bucket: S3Client, storage: str, requests: list[tuple[str, str]]
) -> None:
    site = finished(tmp_path / "site")
    publish(site, news(storage))
    del requests[:]
    assert not publish(site, news(storage)).changes
    assert requests == [("ListObjectsV2", "")]
    assert published(bucket) == SITE


def test_a_dry_run_tells_the_same_and_touches_nothing(
    tmp_path: Path, bucket: S3Client, storage: str, requests: list[tuple[str, str]]
) -> None:
    site = finished(tmp_path / "site")
    told = publish(site, news(storage), dry_run=True)
    assert keys(bucket) == []
    assert written(requests) == []
    assert publish(site, news(storage)) == told


@pytest.mark.usefixtures("bucket")
def test_where_etags_say_nothing_the_digest_beside_the_object_is_asked(
    tmp_path: Path, storage: str, requests: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = finished(tmp_path / "site")
    publish(site, news(storage))
    # As with keys of the storage's own, by which objects are encrypted.
    from sitegen.publishing.s3 import S3Publisher

    listed = S3Publisher._list
    monkeypatch.setattr(S3Publisher, "_list", lambda self: ((path, "0" * 32) for path, _ in listed(self)))
    put(site, {**SITE, "index.html": b"new"})
    del requests[:]
    assert publish(site, news(storage)).changes == Changes(changed=(MARKER, "index.html"), unchanged=len(SITE) - 1)
    assert written(requests) == [("PutObject", MARKER), ("PutObject", "index.html")]


@pytest.mark.parametrize("step", range(1, 8))
def test_a_run_that_was_stopped_anywhere_is_gone_on_with(
    tmp_path: Path, bucket: S3Client, storage: str, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    from sitegen.publishing.s3 import S3Publisher

    site = finished(tmp_path / "site")
    real = S3Publisher._put
    done: list[str] = []
    monkeypatch.setattr("sitegen.publishing.s3._AT_ONCE", 1)

    def stopped(self: S3Publisher, path: str, other: SiteFile | None = None) -> None:
        if len(done) == step:
            raise KeyboardInterrupt
        real(self, path, other)
        done.append(path)

    with monkeypatch.context() as patch:
        patch.setattr(S3Publisher, "_put", stopped)
        with pytest.raises(KeyboardInterrupt):
            publish(site, news(storage))
    there = set(keys(bucket))
    assert there == set(done)
    assert MARKER in there, "or the next run would take it for somebody else's"
    assert "static/harian.0123abcd.css" in there or not any(path.endswith(".html") for path in there)
    result = publish(site, news(storage))
    assert set(result.changes.added) == {MARKER, *SITE} - there
    assert published(bucket) == SITE


def test_more_objects_than_a_list_shows_at_once(
    tmp_path: Path, bucket: S3Client, storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = finished(tmp_path / "site")
    publish(site, news(storage))
    real: Any = vars(botocore.client.BaseClient)["_make_api_call"]

    def few(self: Any, operation: str, arguments: dict[str, Any]) -> Any:
        return real(self, operation, {**arguments, "MaxKeys": 3} if operation == "ListObjectsV2" else arguments)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", few)
    assert not publish(site, news(storage)).changes
    assert len(keys(bucket)) == len(SITE) + 1


# Other people's files


def test_files_that_sitegen_did_not_publish_are_not_lost_unasked(
    tmp_path: Path, bucket: S3Client, storage: str
) -> None:
    site = finished(tmp_path / "site")
    for key in ("ads.txt", "old.html"):
        bucket.put_object(Bucket="news", Key=key, Body=b"milik orang")
    bucket.put_object(Bucket="news", Key="index.html", Body=SITE["index.html"])
    settings = news(storage, keep=["ads.txt"])
    with pytest.raises(SitegenError, match=r"s3://news/ was not published by sitegen, and 2 of its files"):
        publish(site, settings)
    assert sorted(keys(bucket)) == ["ads.txt", "index.html", "old.html"]
    publish(site, settings, take_over=True)
    assert published(bucket) == {**SITE, "ads.txt": b"milik orang"}
    assert bucket.head_object(Bucket="news", Key="index.html")["CacheControl"] == REVALIDATE


# What is wrong is said in one line, without secrets


@pytest.mark.usefixtures("bucket")
def test_a_missing_bucket(tmp_path: Path, storage: str) -> None:
    settings = target(kind="s3", bucket="nowhere", endpoint_url=storage)
    with pytest.raises(SitegenError, match=r"s3://nowhere/ refuses ListObjectsV2: .* \(NoSuchBucket\)"):
        publish(finished(tmp_path / "site"), settings)


@pytest.mark.usefixtures("bucket")
def test_missing_credentials(tmp_path: Path, storage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        patch.delenv("AWS_SECRET_ACCESS_KEY")
        with pytest.raises(SitegenError, match=r"set AWS_ACCESS_KEY_ID .*, or AWS_PROFILE"):
            publish(finished(tmp_path / "site"), news(storage))


@pytest.mark.usefixtures("bucket")
def test_a_storage_that_is_not_there(tmp_path: Path) -> None:
    settings = target(kind="s3", bucket="news", endpoint_url="http://127.0.0.1:1")
    with pytest.raises(SitegenError, match="s3://news/ cannot be used: Could not connect") as caught:
        publish(finished(tmp_path / "site"), settings)
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)
