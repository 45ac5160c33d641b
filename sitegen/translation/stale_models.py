"""What another model has left in ``content/``, and the next `translate` does again."""

from __future__ import annotations

from sitegen.articles import Article
from sitegen.content.front_matter.sentence_records import is_reviewed, short_digest, texts
from sitegen.content.pairing import aligned_entries
from sitegen.content.store import load_pairs
from sitegen.models.names import PackageName
from sitegen.settings.site import Site
from sitegen.translation.planning import ReusedTranslation, is_human


def sentences_of_stale_models(site: Site, package: PackageName) -> int:
    """Count the sentences of ``content/<target>`` that a machine wrote with another package than this one.

    Headlines and captions count as sentences; what a person wrote or reviewed does not, nor do lines that were copied.
    Files that cannot be read are passed over: `translate` says what is wrong with them.
    """
    total = 0
    for pair in load_pairs(site, []):
        record = pair.translation.translation if pair.translation else None
        if pair.translation and record and (record.package, record.version) != (package.code, package.version):
            total += _machine_sentences(pair.original, pair.translation)
    return total


def _machine_sentences(original: Article, translation: Article) -> int:
    record, entries = translation.translation, aligned_entries(original, translation)
    if record is None or is_reviewed(record) or entries is None:
        return 0
    return sum(
        bool(entry.source) and short_digest(text) != entry.source and not is_human(ReusedTranslation(text, entry))
        for text, entry in zip(texts(translation), entries, strict=True)
    )
