"""Publishing to a bucket of Amazon S3, or of an S3-compatible storage.

Nothing is recorded on this machine: the bucket is listed each time, so that an interrupted run continues where it
stopped. An object's ``ETag`` is the MD5 of its bytes, except where the storage encrypts with keys of its own
(https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html); there, the SHA-256 that is kept with the object is
asked for. Who may write is found by boto3: in the environment, in the AWS settings, or by the role of the machine.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from sitegen.building.incremental.working_tables import batches
from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.media_types import media_type
from sitegen.messages import joined, say
from sitegen.publishing.changes import MARKER, Changes, compare, read_marker
from sitegen.publishing.headers import cache_control, in_order
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import SiteFile, SiteFiles, all_marked
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import S3Target

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
except ImportError as missing:
    raise not_installed("boto3", "s3") from missing

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_AT_ONCE = 16
_BATCH = 1000
_LARGE = 1 << 23
_SHA256 = "sha256"
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class S3Publisher:
    """Publishes to a bucket."""

    def __init__(self, target: S3Target, files: SiteFiles) -> None:
        """Take what is published and where to.

        Raises:
            SitegenError: AWS settings on this machine are wrong.
        """
        self.place = f"s3://{target.bucket}/{target.prefix}"
        self._target = target
        self._files = files
        self._tables = files.tables
        with self._errors():
            self._client: S3Client = boto3.session.Session().client(
                "s3",
                region_name=target.region,
                endpoint_url=target.endpoint_url,
                config=Config(
                    max_pool_connections=_AT_ONCE,
                    retries={"mode": "standard", "max_attempts": 5},
                    # Other storages do not know the checksums that boto3 would send by itself.
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                ),
            )

    def changes(self) -> Changes:
        """List the bucket, and compare it with the site.

        Raises:
            SitegenError: the bucket cannot be read.
        """
        with self._errors():
            self._tables.add_there(self._list())
            is_marked = self._tables.about(MARKER) is not None
            self._read_marker()
            # What others have put there may have the right bytes, but not the right headers.
            is_there = self._is_there if is_marked else lambda _: False
            compared = self._at_once(is_there, self._tables.both())
            changed = (path for (path, _), is_same in compared if not is_same)
            return compare(self._tables, changed, self._target.keep)

    def _read_marker(self) -> None:
        """Note what the manifest in the bucket lists."""
        etag = self._tables.about(MARKER)
        if etag is None:
            read_marker(self._tables, None)
        elif self._is_there((MARKER, etag)):
            with self._files[MARKER].open() as ours:
                read_marker(self._tables, ours)
        else:
            found = self._client.get_object(Bucket=self._target.bucket, Key=self._key(MARKER))
            with tempfile.TemporaryFile(dir=self._tables.folder) as file:
                shutil.copyfileobj(found["Body"], file)
                read_marker(self._tables, file)

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Send changed files, pages last, and then delete files that are not in the site.

        Raises:
            SitegenError: the bucket cannot be written; publishing again goes on from there.
        """
        groups = in_order((path for path in changes.sent if path != MARKER), self._tables.new_list)
        steps: list[tuple[Callable[[str], None], Collection[str]]] = [(self._put, group) for group in groups]
        steps.append((self._delete, changes.deleted))
        total = sum(len(paths) for _, paths in steps)
        done = 0
        with self._errors():
            first = all_marked(self._files)
            self._put(MARKER, first)
            for work, paths in steps:
                for _ in self._at_once(work, paths):
                    done += 1
                    show(done, total)
            if first != self._files[MARKER]:
                self._put(MARKER)

    def _list(self) -> Iterator[tuple[str, str]]:
        """The path of every object below the prefix, and its ``ETag``."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._target.bucket, Prefix=self._target.prefix
        )
        for page in pages:
            for found in page.get("Contents", ()):
                path = found["Key"].removeprefix(self._target.prefix)
                if path:  # an object for the folder itself, as some programs make them
                    yield path, found["ETag"].strip('"')

    def _is_there(self, found: tuple[str, str]) -> bool:
        """Tell whether a path with this ``ETag`` is as it should be."""
        path, etag = found
        file = self._files[path]
        if etag == file.digest("md5"):
            return True
        head = self._client.head_object(Bucket=self._target.bucket, Key=self._key(path))
        return head["Metadata"].get(_SHA256) == file.digest("sha256")

    def _put(self, path: str, other: SiteFile | None = None) -> None:
        source = other or self._files[path]
        with source.open() as file:
            self._client.put_object(
                Bucket=self._target.bucket,
                Key=self._key(path),
                # Before the bytes of a file, boto3 waits until the storage agrees: for small ones, that takes too long.
                Body=file if source.size > _LARGE else file.read(),
                ContentType=media_type(PurePosixPath(path)),
                CacheControl=cache_control(path),
                Metadata={_SHA256: source.digest("sha256")},
            )

    def _delete(self, path: str) -> None:
        # One by one: not every storage knows how to delete many at once.
        self._client.delete_object(Bucket=self._target.bucket, Key=self._key(path))

    def _key(self, path: str) -> str:
        return self._target.prefix + path

    def _at_once(self, work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[tuple[_Item, _Result]]:
        """Do the work on all items, several at a time, and yield these with the results, in order."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for some in batches(items, _BATCH):
                    yield from zip(some, pool.map(work, some), strict=True)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except NoCredentialsError as error:
            raise SitegenError(
                say(
                    "no AWS credentials are found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the "
                    "environment, or AWS_PROFILE to a profile of your AWS settings"
                )
            ) from error
        except ClientError as error:
            details = error.response.get("Error", {})
            code = f"({details.get('Code', 'unknown')})"
            said = joined(
                " ", [scrubbed(details["Message"]) if "Message" in details else say("it does not say why"), code]
            )
            raise SitegenError(
                say(
                    "{place} refuses {operation}: {reason}",
                    place=self.place,
                    operation=error.operation_name,
                    reason=said,
                )
            ) from error
        except BotoCoreError as error:
            raise SitegenError(
                say("{place} cannot be used: {reason}", place=self.place, reason=scrubbed(str(error)))
            ) from error


def s3_publisher(
    target: S3Target,
    site: Site,  # noqa: ARG001
    files: SiteFiles,
    *,
    dry_run: bool,  # noqa: ARG001
) -> AbstractContextManager[S3Publisher]:
    """Give a publisher to a bucket.

    Raises:
        SitegenError: see `S3Publisher`.
    """
    return nullcontext(S3Publisher(target, files))
