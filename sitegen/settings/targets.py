"""The places that a site is published to, as ``[publish.NAME]`` in ``site.toml`` describes them."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from sitegen.messages import say

# git-check-ref-format(1): what a branch's name must not begin or end with, or hold anywhere.
_NO_BRANCH = re.compile(r"^[-./]|[./]$|\.lock(/|$)|/[./]|\.\.|@\{|^@$|[\x00-\x20\x7f~^:?*\[\\]")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_KEPT = re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII)


def _branch(name: str) -> str:
    if not name or _NO_BRANCH.search(name):
        raise ValueError(say("write a branch's name, such as 'gh-pages'"))
    return name


def _place(name: str) -> str:
    # A leading dash would be read as an option by the program that is called.
    if not name.strip() or name.startswith("-") or not name.isprintable():
        raise ValueError(say("write a name, a path or an address"))
    return name


def _host(name: str) -> str:
    if not _HOST.fullmatch(name):
        raise ValueError(say("write the host's name alone, such as 'news.example.org'"))
    return name


def _endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(say("write the storage's whole address, such as 'https://s3.example.org'"))
    return url


def _prefix(prefix: str) -> str:
    prefix = prefix.strip("/")
    if prefix and not _KEPT.fullmatch(prefix):
        raise ValueError(say("write a folder's name, such as 'news'"))
    return f"{prefix}/" if prefix else ""


def _kept(path: str) -> str:
    path = path.removesuffix("/")
    if not _KEPT.fullmatch(path) or {".", ".."}.intersection(path.split("/")):
        raise ValueError(say("write the path of a file or folder at the target, such as '.well-known'"))
    return path


def _command(words: object) -> object:
    if isinstance(words, str):
        advice = say('write a list: the program, then its arguments, such as ["./purge.sh", "live"]')
        raise ValueError(advice)  # noqa: TRY004  # what pydantic takes for a wrong value
    if isinstance(words, list) and words[:1] == [""]:
        raise ValueError(say("write the program's name or path first"))
    return words


Place = Annotated[str, AfterValidator(_place)]
Argument = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class TargetSettings(BaseModel):
    """What all targets have in common. ``kind`` says which of `TARGETS` it is.

    ``keep`` names files and folders at the target that are not deleted though they are not in the site. With
    ``host_files``, the files ``_headers`` and ``_redirects`` go along, for the hosts that read them. ``after`` is a
    program with its arguments that is run when something was changed there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    keep: tuple[Annotated[str, AfterValidator(_kept)], ...] = ()
    host_files: bool = False
    after: Annotated[tuple[Argument, ...], BeforeValidator(_command)] = ()

    def extra_files(self) -> dict[str, bytes]:
        """Return the files that this kind of target needs besides the site, by path."""
        return {}


class DirectoryTarget(TargetSettings):
    """A folder, which a web server shows. ``path`` is read from the site's folder."""

    kind: Literal["directory"]
    path: Place


class GitTarget(TargetSettings):
    """A branch of a repository. ``remote`` is the name of one, or an address or path; ``cname`` the site's own host.

    Without ``history``, the branch has one commit, and what was published before is gone from it.
    """

    kind: Literal["git"]
    branch: Annotated[str, AfterValidator(_branch)] = "gh-pages"
    remote: Place = "origin"
    cname: Annotated[str, AfterValidator(_host)] | None = None
    history: bool = True

    def extra_files(self) -> dict[str, bytes]:
        """Return the extra files for GitHub, which else drops files that begin with an underscore, and the host."""
        return {".nojekyll": b""} | ({"CNAME": f"{self.cname}\n".encode()} if self.cname else {})


class RsyncTarget(TargetSettings):
    """A folder that rsync reaches: ``host:folder`` through SSH, or one of this machine."""

    kind: Literal["rsync"]
    destination: Place


class S3Target(TargetSettings):
    """A bucket of Amazon S3, or with ``endpoint_url`` of a storage that speaks the same language."""

    kind: Literal["s3"]
    bucket: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]+$")]
    prefix: Annotated[str, AfterValidator(_prefix)] = ""
    region: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")] | None = None
    endpoint_url: Annotated[str, AfterValidator(_endpoint)] | None = None


def _tag(value: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"[{kind}]"


TARGETS: tuple[type[TargetSettings], ...] = (
    DirectoryTarget,
    GitTarget,
    RsyncTarget,
    S3Target,
)
"""The kinds of target, by their settings. `sitegen.publishing.registry` says what publishes to them."""

_BY_KIND = {get_args(target.model_fields["kind"].annotation)[0]: target for target in TARGETS}
KINDS = tuple(_BY_KIND)

if TYPE_CHECKING:
    Target = TargetSettings
else:
    Target = Annotated[
        # The brackets keep the tag out of the keys in messages.
        reduce(or_, (Annotated[target, Tag(f"[{kind}]")] for kind, target in _BY_KIND.items())),
        Discriminator(
            _tag,
            custom_error_type="kind",
            custom_error_message="write kind = one of {kinds}",
            custom_error_context={"kinds": ", ".join(map(repr, KINDS))},
        ),
    ]
TargetName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
