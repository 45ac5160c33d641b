"""``site.toml`` becomes a checked, frozen `Site`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.house_styles import HouseStyles, house_styles
from sitegen.settings.imports import ImportColumns
from sitegen.settings.line_numbers import line_of_setting
from sitegen.settings.offline import Offline
from sitegen.settings.publishers import Publishers
from sitegen.settings.secrets import secret_in
from sitegen.settings.suggest import suggest_address
from sitegen.settings.targets import Target, TargetName
from sitegen.settings.validation import first_error

SETTINGS_FILE = "site.toml"
_NO_SETTINGS = frozenset({"drafts", "root"})
"""What a `Site` has besides its settings."""


def _language(code: str) -> str:
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise ValueError(say("'{code}' is not a language code such as 'id' or 'en'", code=code)) from error
    return code


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(say("write the site's whole address, such as 'https://example.org/news/'"))
    return url if url.endswith("/") else url + "/"


def _cluster(address: str) -> str:
    if not re.fullmatch(r"local:[1-9]\d{0,2}|[a-z]+://(\[[\da-fA-F:]+\]|[^\s/:\[\]]+):\d{1,5}", address):
        raise ValueError(
            say("write the scheduler's address, such as 'tcp://10.0.0.5:8786', or 'local:4' for four processes here")
        )
    return address


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not there, no name at all, or a folder of zones
        raise ValueError(say("'{name}' is not a time zone's name such as 'Asia/Jakarta'", name=name[:60])) from error
    return name


Language = Annotated[str, AfterValidator(_language)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
SuggestAddress = Annotated[str, AfterValidator(suggest_address)]
TimeZoneName = Annotated[str, AfterValidator(_timezone)]
Cluster = Annotated[str, AfterValidator(_cluster)]
Device = Literal["auto", "cpu", "cuda"]
ComputeType = Literal[
    "default",
    "auto",
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
]
"""CTranslate2's names: https://opennmt.net/CTranslate2/quantization.html."""
ThemeName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TranslationSettings(_Settings):
    """How the machine translates.

    ``package`` names an installed Argos package by its folder (``translate-id_en-1_9``), or the newest for its
    languages (``translate-id_en``); None takes the best one. ``engine`` is one of `sitegen.translation.engines`.
    ``threads`` is how many CPU cores it may use, by default all. ``cluster`` is the address of a Dask scheduler, or
    ``local:4`` for so many processes of this machine; None translates in this process.
    """

    engine: str = "argos"
    package: str | None = None
    beam_size: int = Field(default=4, ge=1, le=16)
    device: Device = "cpu"
    compute_type: ComputeType = "default"
    threads: int | None = Field(default=None, ge=1, le=1024)
    cluster: Cluster | None = None


class FrontMatterSettings(_Settings):
    """``allow`` names a site's own keys of front matter, which cause no warning."""

    allow: tuple[str, ...] = ()


class Site(_Settings):
    """A site's settings and folders. The first language is that of the originals, the second the translation's.

    With ``drafts``, which commands ask for and no setting can, pages show drafts and are in a folder of their own.
    """

    root: Path
    drafts: bool = False
    title: dict[Language, str]
    description: dict[Language, str] = {}
    base_url: BaseUrl = "http://localhost:8000/"
    languages: tuple[Language, Language] = ("id", "en")
    theme: ThemeName = "harian"
    articles_per_page: int = Field(default=20, ge=1, le=1000)
    search: bool = True
    articles_in_feed: int = Field(default=20, ge=1, le=1000)
    timezone: TimeZoneName = "Asia/Jakarta"
    index_machine_translations: bool | Literal["good", "rough"] = False
    untranslated: Literal["hide", "notice"] = "hide"
    future: Literal["hold", "publish"] = "hold"
    canonical: Literal["own", "original"] = "own"
    suggest: SuggestAddress | None = None
    offline: Offline = None
    publishers: Publishers = {}
    tags: dict[str, str] = {}
    translation: TranslationSettings = TranslationSettings()
    front_matter: FrontMatterSettings = FrontMatterSettings()
    imports: dict[str, ImportColumns] = Field(default={}, alias="import")
    house_styles: HouseStyles
    publish: dict[TargetName, Target] = {}

    @field_validator("title", mode="before")
    @classmethod
    def _title_not_empty(cls, value: object) -> object:
        if isinstance(value, dict) and not all(isinstance(text, str) and text.strip() for text in value.values()):
            raise ValueError(say("give the site a title in each language"))
        return value

    @field_validator("index_machine_translations", mode="before")
    @classmethod
    def _all_none_or_a_level(cls, value: object) -> object:
        if not isinstance(value, bool) and value not in {"good", "rough"}:
            raise ValueError(say("write true, false, 'good' or 'rough'"))
        return value

    @field_validator("tags")
    @classmethod
    def _tags_not_empty(cls, names: dict[str, str]) -> dict[str, str]:
        for tag, name in names.items():
            if not name.strip():
                raise ValueError(
                    say("give the tag '{tag}' a name in the translation's language, or remove the line", tag=tag)
                )
        return names

    @model_validator(mode="after")
    def _every_language_has_a_title(self) -> Self:
        for language in self.languages:
            if language not in self.title:
                raise ValueError(
                    say(
                        "[title] lacks '{language}'; add a line such as: {language} = \"The site's name\"",
                        language=language,
                    )
                )
        if self.languages[0] == self.languages[1]:
            raise ValueError(say("languages names the same language twice; write for example ['id', 'en']"))
        for name, publisher in self.publishers.items():
            for language in publisher.note:
                if language not in {"", *self.languages}:
                    known = "', '".join(self.languages)
                    raise ValueError(
                        say(
                            "the note of '{name}' is in '{language}'; the site's languages are '{known}'",
                            name=name,
                            language=language,
                            known=known,
                        )
                    )
        return self

    @property
    def original_language(self) -> str:
        """The language of the seeds."""
        return self.languages[0]

    @property
    def target_language(self) -> str:
        """The language that the machine translates to."""
        return self.languages[1]

    @property
    def seeds(self) -> Path:
        """Folder of the raw texts."""
        return self.root / "seeds"

    @property
    def public(self) -> Path:
        """Folder of the finished site. With drafts it is another, so that they are not published by mistake."""
        return self.output_state / "public" if self.drafts else self.root / "public"

    @property
    def state(self) -> Path:
        """Folder of sitegen's own files: models, caches, records. Losing it loses no texts."""
        return self.root / ".sitegen"

    @property
    def output_state(self) -> Path:
        """Folder of the cached state of the finished site."""
        return self.state / "drafts" if self.drafts else self.state

    @property
    def base_path(self) -> str:
        """The path part of ``base_url``, with a slash at both ends."""
        return urlsplit(self.base_url).path

    def content(self, language: str) -> Path:
        """Folder of one language's Markdown files."""
        return self.root / "content" / language


def load_site(root: Path, *, drafts: bool = False) -> Site:
    """Read ``site.toml`` in ``root``; with ``drafts``, the site shows them.

    Raises:
        SitegenError: the file is missing, is not TOML, or a setting is unknown or wrong; the message names the key.
    """
    path = root / SETTINGS_FILE
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SitegenError(
            say(
                "there is no {file} here; run sitegen in a site's folder or name it with --site",
                file=SETTINGS_FILE,
            ),
            root,
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SitegenError(say("cannot be read: {reason}", reason=str(error)), path) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SitegenError(
            say("is not valid TOML: {error}", error=str(error)), path, int(line[1]) if line else None
        ) from error
    if secret := secret_in(settings):
        key, message = secret
        raise SitegenError(message, path, _line_of_key(path, key))
    for key in _NO_SETTINGS & settings.keys():
        fault = say("there is no such setting; look for a spelling mistake, or remove it")
        message = say("{key}: {message}", key=key, message=fault)
        raise SitegenError(message, path, _line_of_key(path, key))
    try:
        styles = house_styles(settings.pop("house_styles", {}))
        return Site.model_validate({**settings, "root": root.resolve(), "drafts": drafts, "house_styles": styles})
    except ValidationError as error:
        key, message = first_error(error)
        raise SitegenError(message, path, _line_of_key(path, key)) from error


def _line_of_key(path: Path, key: str) -> int | None:
    return line_of_setting(path.read_text(encoding="utf-8-sig"), key)
