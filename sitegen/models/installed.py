"""The translation packages of a site: the installed ones, the one in use, and their details."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError
from sitegen.invocation import program
from sitegen.messages import either, say
from sitegen.models import package_files
from sitegen.models.argos_paths import argos_package, package_folders, packages_folder
from sitegen.models.index import IndexEntry
from sitegen.models.install import EARLIER_STARTERS, STARTER, finish_interrupted, install_starter
from sitegen.models.names import PackageName
from sitegen.models.package_files import Metadata, printable
from sitegen.models.smoke_test import smoke_test
from sitegen.settings.edits import set_setting
from sitegen.settings.site import SETTINGS_FILE, Site

if TYPE_CHECKING:
    from argostranslate.package import Package

_LONGEST_README = 100_000

__all__ = [
    "Model",
    "ModelInfo",
    "check_languages",
    "install_starter",
    "installed_packages",
    "list_models",
    "model_info",
    "package_named",
    "ready_package",
    "use_model",
    "uses_starter_unasked",
]


@dataclass(frozen=True)
class Model:
    """A package that is installed, comes with sitegen, or is offered by an index.

    ``name`` is its folder's; ``package`` is None where the folder does not tell the languages. ``used`` is the one that
    a build translates with, or, where ``damage`` says what is wrong with it, refuses to. ``fits`` says that it is for
    the site's languages.
    """

    name: str
    package: PackageName | None
    fits: bool
    path: Path | None = None
    used: bool = False
    damage: str | None = None
    links: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether it is in the site's folder."""
        return self.path is not None

    @property
    def starter(self) -> bool:
        """Whether it is the small one that comes with sitegen, or came with an earlier sitegen."""
        return self.package is not None and (self.outdated or STARTER.covers(self.package))

    @property
    def outdated(self) -> bool:
        """Whether it is the starter of an earlier sitegen."""
        return self.package in EARLIER_STARTERS

    @property
    def rank(self) -> tuple[bool, tuple[int, ...], str]:
        """What the best model has most of: it is not the starter, and its version is the newest."""
        return not self.starter, self.package.order if self.package else (), self.name


@dataclass(frozen=True)
class ModelInfo:
    """All that is known of an installed model. ``source`` and ``sha256`` are None where it was put there by hand."""

    model: Model
    metadata: Metadata | None
    size: int
    tokenizer: str | None
    source: str | None
    sha256: str | None
    readme: str


def installed_packages(site: Site) -> Sequence[Package]:
    """Return the translation packages installed in ``site``, sorted by folder name.

    Raises:
        SitegenError: a package is damaged.
    """
    return [_package(site, model) for model in _installed(site)]


def ready_package(site: Site) -> Package:
    """Return the package to translate with: the one that site.toml names, else the best for the site's languages.

    The best is the newest; the starter is used where there is no other, and installed first if need be. That of an
    earlier sitegen gives way to today's unless site.toml names its version.

    Raises:
        SitegenError: there is none, or it is damaged.
    """
    models = _installed(site)
    chosen = _chosen(site, models)
    if chosen is None or _gives_way(site, chosen) or (chosen.starter and chosen.damage):
        refusal = _no_starter(site, models)
        if refusal:
            raise refusal
        install_starter(site)
        chosen = _chosen(site, _installed(site))
    if chosen is None:
        raise SitegenError(say("the starter model cannot be installed; install sitegen again"), packages_folder(site))
    if not chosen.fits:
        message = say(
            "[translation] package names '{name}', which does not translate {languages}",
            name=chosen.name,
            languages=_languages(site),
        )
        raise SitegenError(message, site.root / SETTINGS_FILE)
    return _package(site, chosen)


def package_named(site: Site, name: str) -> Package:
    """Return the installed package with a folder's name, or the best one with a name such as ``translate-id_en``.

    Raises:
        SitegenError: it is not installed, or is damaged.
    """
    return _package(site, _named(site, name))


def list_models(site: Site, index: Sequence[IndexEntry] | None = None) -> tuple[Model, ...]:
    """Return the installed models, the starter, and those of ``index`` that are not installed.

    Those for the site's languages come first, and of each language the best.
    """
    installed = _installed(site)
    offered = [
        _model(site, str(STARTER), STARTER),
        *(replace(_model(site, str(entry.name), entry.name), links=entry.links) for entry in index or ()),
    ]
    models = {model.name: model for model in (*reversed(offered), *installed)}
    used = _chosen(site, installed)
    if (used is None or _gives_way(site, used)) and _no_starter(site, installed) is None:
        used = models[str(STARTER)]
    if used:
        models[used.name] = replace(used, used=True)
    by_rank = sorted(models.values(), key=lambda model: model.rank, reverse=True)
    return tuple(sorted(by_rank, key=lambda model: (not model.fits, model.package.code if model.package else "~")))


def uses_starter_unasked(site: Site) -> bool:
    """Tell whether the starter translates because there is no other model, and not because site.toml names it."""
    if site.translation.package is not None or site.translation.engine != "argos":
        return False
    return any(model.used and model.installed and model.starter for model in list_models(site))


def use_model(site: Site, name: str) -> Model:
    """Make site.toml name a model, and return it. A name without a version goes on meaning the newest.

    Raises:
        SitegenError: the model is not installed, is damaged or for other languages, or site.toml cannot be edited.
    """
    if PackageName.parse(name) == STARTER:
        install_starter(site)
    model = _named(site, name)
    if model.damage:
        raise _damaged(model)
    if not model.fits:
        raise SitegenError(
            say(
                "{name} does not translate {languages}, the site's languages",
                name=model.name,
                languages=_languages(site),
            )
        )
    parsed = PackageName.parse(name)
    set_setting(
        site.root / SETTINGS_FILE, "translation", "package", name if parsed and not parsed.version else model.name
    )
    return replace(model, used=True)


def model_info(site: Site, name: str) -> ModelInfo:
    """Return details of an installed model, after reading all its files to verify that it is complete.

    Raises:
        SitegenError: it is not installed.
    """
    model = _named(site, name)
    used = _chosen(site, _installed(site))
    folder = model.path or packages_folder(site)
    model = replace(model, used=model == used, damage=package_files.damage(folder, thorough=True))
    metadata = receipt = None
    with contextlib.suppress(ValueError):
        metadata = package_files.read_metadata(folder)
        receipt = package_files.read_receipt(folder)
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        lines = _readme(folder, model).splitlines()
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror or str(error)), folder) from error
    return ModelInfo(
        model,
        metadata,
        size,
        package_files.tokenizer(folder),
        source=receipt.source if receipt else None,
        sha256=receipt.sha256 if receipt else None,
        readme="\n".join(printable(line, _LONGEST_README) for line in lines).strip(),
    )


def _readme(folder: Path, model: Model) -> str:
    """The beginning of a package's README; of the starter, which has none, the card that comes with it."""
    path = folder / "README.md"
    if model.package == STARTER and not path.exists():
        return resources.files("sitegen").joinpath("models", "MODEL_CARD.md").read_text(encoding="utf-8")
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST_README)
    except FileNotFoundError:
        return ""


def _installed(site: Site) -> list[Model]:
    """The models in the site's folder, sorted by name. Names that begin with a dot are not finished."""
    finish_interrupted(site)
    models = []
    for path in package_folders(site):
        if not path.name.startswith("."):
            try:
                name: PackageName | None = package_files.read_metadata(path).name
            except ValueError:
                name = PackageName.parse(path.name)
            models.append(replace(_model(site, path.name, name), path=path, damage=package_files.damage(path)))
    return models


def _model(site: Site, name: str, package: PackageName | None) -> Model:
    return Model(name, package, package is not None and _fits(site, package))


def _fits(site: Site, package: PackageName) -> bool:
    """Whether a package is for the site's languages. Argos' codes seldom have a country: ``en`` serves ``en-GB``."""
    pairs = zip((package.from_code, package.to_code), site.languages, strict=True)
    return all(code in {language, language.split("-")[0]} for code, language in pairs)


def check_languages(site: Site, package: PackageName, path: Path) -> None:
    """Make sure that a package is for the languages of ``site``; ``path`` is where it is.

    Raises:
        SitegenError: it is not.
    """
    if not _fits(site, package):
        raise SitegenError(
            say("does not translate {languages}, the site's languages", languages=_languages(site)), path
        )


def _languages(site: Site) -> str:
    return say("from '{original}' to '{target}'", original=site.original_language, target=site.target_language)


def _matching(models: Sequence[Model], name: str) -> list[Model]:
    """The models that a person's ``name`` may mean: a folder, or languages with or without a version."""
    wanted = PackageName.parse(name)
    return [
        model for model in models if model.name == name or (wanted and model.package and wanted.covers(model.package))
    ]


def _chosen(site: Site, models: Sequence[Model]) -> Model | None:
    """The model that the site translates with; None if it is not installed."""
    wanted = site.translation.package
    found = _matching(models, wanted) if wanted else [model for model in models if model.fits]
    return max(found, key=lambda model: model.rank, default=None)


def _gives_way(site: Site, model: Model) -> bool:
    """Whether a model is the starter of an earlier sitegen, and site.toml does not ask for that version."""
    wanted = PackageName.parse(site.translation.package) if site.translation.package else None
    return model.outdated and not (wanted and wanted.version)


def _named(site: Site, name: str) -> Model:
    found = _matching(_installed(site), name)
    if not found:
        message = say(
            "no model '{name}' is installed; see: {program} model list; to install it: {program} model install {name}",
            name=name,
            program=program(),
        )
        raise SitegenError(message, packages_folder(site))
    return max(found, key=lambda model: model.rank)


def _package(site: Site, model: Model) -> Package:
    path = model.path or packages_folder(site)
    if model.damage:
        raise _damaged(model)
    if not (path / package_files.RECEIPT).exists():
        # Nobody has tried it out before.
        smoke_test(site, path, path)
    try:
        return argos_package(site).Package(path)
    except (OSError, ValueError) as error:
        raise SitegenError(
            say("is a damaged package ({error}); delete the folder, and install it again", error=str(error)), path
        ) from error


def _damaged(model: Model) -> SitegenError:
    again = f": {program()} model install {model.name}" if model.package else ""
    message = say(
        "is a damaged package ({damage}); delete the folder, or install it again{again}",
        damage=model.damage,
        again=again,
    )
    return SitegenError(message, model.path)


def _no_starter(site: Site, models: Sequence[Model]) -> SitegenError | None:
    """Why the starter cannot stand in where no model that the site could use is installed; None if it can."""
    original, target = site.languages
    wanted = site.translation.package
    named = PackageName.parse(wanted) if wanted else None
    install = f"{program()} model install {named or PackageName(original, target)}"
    if named and named.covers(STARTER):
        return None
    if wanted:
        message = say(
            "[translation] package names '{wanted}', which is not installed; to install it: {install}",
            wanted=wanted,
            install=install,
        )
        return SitegenError(message, site.root / SETTINGS_FILE)
    packages = [model.package for model in models if model.package]
    through = {package.to_code for package in packages if package.from_code == original}
    through &= {package.from_code for package in packages if package.to_code == target}
    if through:
        ways = either(f"'{code}'" for code in sorted(through))
        install_starter = f"{program()} model install {STARTER}"
        starter = say(", or the starter: {command}", command=install_starter) if _fits(site, STARTER) else ""
        return SitegenError(
            say(
                "the packages there lead {languages} only by way of {ways}, and a sentence that is "
                "translated twice can be neither checked nor aligned; install a direct one: "
                "{install}{starter}",
                languages=_languages(site),
                ways=ways,
                install=install,
                starter=starter,
            ),
            packages_folder(site),
        )
    if not _fits(site, STARTER):
        message = say(
            "no package {languages} is installed; to install one: {install}",
            languages=_languages(site),
            install=install,
        )
        return SitegenError(message, packages_folder(site))
    return None
