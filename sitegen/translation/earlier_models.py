"""What another model has left in ``content/``, and the next `translate` does again."""

from __future__ import annotations

from sitegen.articles import Article
from sitegen.config import Site
from sitegen.content.record import parse_entries, short_digest, texts
from sitegen.content.states import pairs_up
from sitegen.content.store import article_files, load_article
from sitegen.errors import SitegenError
from sitegen.translation.packages.names import PackageName
from sitegen.translation.planning import Kept, is_human


def sentences_of_other_models(site: Site, package: PackageName) -> int:
    """Count the sentences of ``content/<target>`` that a machine wrote with another package than this one.

    Headlines and captions count as sentences; what a person wrote or reviewed does not, nor do lines that were copied.
    Files that cannot be read are passed over: `translate` says what is wrong with them.
    """
    total = 0
    for path in article_files(site, site.target_language):
        try:
            translation = load_article(path, site.target_language)
        except SitegenError:
            continue
        record = translation.translation
        if record and (record.package, record.version) != (package.code, package.version):
            total += _machine_sentences(translation)
    return total


def _machine_sentences(translation: Article) -> int:
    record = translation.translation
    if record is None or record.status == "reviewed" or not pairs_up(translation):
        return 0
    return sum(
        bool(entry.source) and short_digest(text) != entry.source and not is_human(Kept(text, entry))
        for text, entry in zip(texts(translation), parse_entries(record.sentences), strict=True)
    )
