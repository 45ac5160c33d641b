"""Publishing to a bucket of Amazon S3, or of an S3-compatible storage.

Nothing is recorded on this machine: the bucket is listed each time, so that an interrupted run continues where it
stopped. An object's ``ETag`` is the MD5 of its bytes, except where the storage encrypts with keys of its own
(https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html); there, the SHA-256 that is kept with the object is
asked for. Who may write is found by boto3: in the environment, in the AWS settings, or by the role of the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.media_types import media_type
from sitegen.messages import joined, say
from sitegen.publishing.changes import MARKER, Changes, compare, published_there, target_manifest
from sitegen.publishing.headers import cache_control, in_order
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import SiteFiles
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
_SHA256 = "sha256"
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
        self._etags: dict[str, str] = {}
        self._published: Mapping[str, bytes] | None = None
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
            self._etags = dict(self._list())
            self._published = self._listed()
            # What others have put there may have the right bytes, but not the right headers.
            ours = [path for path in self._files if path in self._etags] if MARKER in self._etags else []
            same = dict(zip(ours, self._at_once(self._is_there, ours), strict=True))
        return compare(self._files, self._etags, lambda path: same.get(path, False), self._published, self._target.keep)

    def _listed(self) -> Mapping[str, bytes] | None:
        """What the manifest in the bucket lists."""
        ours = self._files[MARKER].data
        if MARKER not in self._etags:
            return None
        if self._is_there(MARKER):
            return published_there(ours)
        found = self._client.get_object(Bucket=self._target.bucket, Key=self._key(MARKER))
        return published_there(found["Body"].read())

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Send changed files, pages last, and then delete files that are not in the site.

        Raises:
            SitegenError: the bucket cannot be written; publishing again goes on from there.
        """
        groups = in_order(path for path in changes.sent if path != MARKER)
        steps: list[tuple[Callable[[str], None], Sequence[str]]] = [(self._put, group) for group in groups]
        steps.append((self._delete, changes.deleted))
        total = sum(len(paths) for _, paths in steps)
        done = 0
        with self._errors():
            # Until the end the manifest lists what was there too: a run that is stopped leaves nothing unlisted.
            ours = published_there(self._files[MARKER].data) or {}
            first = target_manifest({**(self._published or {}), **ours})
            self._put(MARKER, first)
            for work, paths in steps:
                for _ in self._at_once(work, paths):
                    done += 1
                    show(done, total)
            if first != self._files[MARKER].data:
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

    def _is_there(self, path: str) -> bool:
        data = self._files[path].data
        if self._etags[path] == hashlib.md5(data, usedforsecurity=False).hexdigest():
            return True
        found = self._client.head_object(Bucket=self._target.bucket, Key=self._key(path))
        return found["Metadata"].get(_SHA256) == hashlib.sha256(data).hexdigest()

    def _put(self, path: str, other: bytes | None = None) -> None:
        data = self._files[path].data if other is None else other
        self._client.put_object(
            Bucket=self._target.bucket,
            Key=self._key(path),
            Body=data,
            ContentType=media_type(PurePosixPath(path)),
            CacheControl=cache_control(path),
            Metadata={_SHA256: hashlib.sha256(data).hexdigest()},
        )

    def _delete(self, path: str) -> None:
        # One by one: not every storage knows how to delete many at once.
        self._client.delete_object(Bucket=self._target.bucket, Key=self._key(path))

    def _key(self, path: str) -> str:
        return self._target.prefix + path

    def _at_once(self, work: Callable[[str], _Result], paths: Sequence[str]) -> Iterator[_Result]:
        """Do the work on all paths, several at a time, and yield the results in order."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for start in range(0, len(paths), _BATCH):
                    yield from pool.map(work, paths[start : start + _BATCH])
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
