"""What a site is like: its model, how many stories it has, and its settings."""

from __future__ import annotations

from sitegen.content.store import article_files
from sitegen.models.installed import list_models, model_info
from sitegen.seeds.seed_files import find_seeds
from sitegen.settings.site import Site

_NO_MODEL = "none yet: the first translate installs the starter"
_NOT_SHOWN = frozenset(
    {"root", "drafts", "title", "description", "tags", "publishers", "imports", "house_styles", "publish"}
)


def model(site: Site) -> dict[str, object]:
    """Return details of the model in use.

    Raises:
        SitegenError: the models cannot be looked at.
    """
    if not (site.state / "argos" / "packages").is_dir():  # looking would make it
        return {"name": _NO_MODEL}
    used = next((model for model in list_models(site) if model.used), None)
    if used is None or used.path is None:
        return {"name": _NO_MODEL}
    info = model_info(site, used.name)
    return {
        "name": used.name,
        "version": info.metadata.name.version if info.metadata else None,
        "megabytes": round(info.size / 1e6, 1),
        "folder": str(used.path),
        "came from": info.source or "put there by hand",
        "damage": used.damage,
        "others": [other.name for other in list_models(site) if other.installed and other != used],
    }


def stories(site: Site) -> dict[str, object]:
    """Return the numbers of seeds and articles, and whether the site is built and has a glossary and theme of its own.

    Raises:
        SitegenError: a folder cannot be read.
    """
    return {
        "seed files": sum(1 for _ in find_seeds(site, [])),
        **{f"articles in {language}": len(article_files(site, language)) for language in site.languages},
        "built": site.public.is_dir(),
        "glossary": (site.root / "glossary.csv").is_file(),
        "theme of its own": (site.root / "themes").is_dir(),
    }


def settings(site: Site) -> dict[str, object]:
    """Return the settings in effect: of targets, which name hosts and people, the kinds; of long tables, how many."""
    plain = site.model_dump(mode="json", exclude=set(_NOT_SHOWN))
    return {
        **plain,
        **{name: len(getattr(site, name)) for name in ("tags", "publishers")},
        "import": len(site.imports),
        "publish": {name: target.kind for name, target in site.publish.items()},
    }
