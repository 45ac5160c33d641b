"""The words by which the search finds an Indonesian page.

Pagefind's Indonesian stemmer takes ``men``, ``per`` and ``ber`` off words that merely begin so. So Indonesian pages
are indexed without a stemmer, from a copy in which each word says its root. Pagefind indexes a word with punctuation in
it whole and in its parts, at the same place in the text: from ``Kementerian{^{menteri‿}`` it takes ``kementerian``,
``menteri‿`` and ``kementerianmenteri‿``.

- ``menteri‿`` finds each word whose root is ``menteri``, and the mark at its end keeps it from finding words that
  merely begin so, as Pagefind does with ``menteri``.
- ``kementerian`` finds what begins so, for a reader who has not finished the word.
- ``kementerianmenteri‿`` tells the search page, which has no dictionary, what the root of ``kementerian`` is.

The mark is one of the characters that Pagefind keeps in words (https://pagefind.app/docs/config-options/). What is
added is taken out of the finished index again, so that readers see the text as it is.
"""

from __future__ import annotations

import gzip
import html
import re
from functools import lru_cache

from sitegen.languages.indonesian_roots import root_of

MARK = "‿"
"""Ends what is a whole word in the index."""
_ADDED = re.compile(rf"\{{\^\{{[^{{}}]*{MARK}\}}|{MARK}")
_PIECE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?![^\W\d_])"
    r"|(?P<unit>(?i:rp)(?=\d)|[^\W\d_]+(?=\d+[.,]\d))"  # in Rp1,5 and M6,2 the number is a word of its own
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+)*)"
)
_PARTS = re.compile(r"\d+|[^\W\d_a-z]+(?=[^\W\d_a-z][a-z])|[^\W\d_a-z]?[^\W\d_A-Z]+|[^\W\d_a-z]+|['’]\w*")
_LEAST_PART = 4
"""A shorter part of a word with capitals in it is not looked for by itself."""
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NO_TEXT = re.compile(
    r"""((?:(?:<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<[^<>"']*+(?:(?:"[^"]*"|'[^']*')[^<>"']*+)*+>)\s*)+)""",
    re.DOTALL,
)
"""Tags, with what is no text between them."""
_SHOWN = re.compile(r'(?<= data-)(?P<name>title|date)="(?P<value>[^"]*)"')
_FRAGMENT = b"pagefind_dcd"


def with_roots(page: str) -> str:
    """Return a page with the roots of its words, for Pagefind to read."""
    head, start, body = page.partition("<body")
    parts = _NO_TEXT.split(start + body)
    parts[::2] = map(_with_marked_text, parts[::2])
    parts[1::2] = map(_with_marked_attributes, parts[1::2])
    return head + "".join(parts)


def _with_marked_text(text: str) -> str:
    return html.escape(marked(html.unescape(text)), quote=False) if "&" in text else marked(text)


def _with_marked_attributes(tag: str) -> str:
    if " data-" not in tag:
        return tag
    return _SHOWN.sub(lambda shown: f'{shown["name"]}="{html.escape(marked(html.unescape(shown["value"])))}"', tag)


def marked(text: str) -> str:
    """Return a text with the search terms of each word and number after it."""
    return " ".join(map(_marked_run, text.replace(MARK, "").split(" ")))


@lru_cache(maxsize=1 << 17)
def _marked_run(text: str) -> str:
    """Return what stands between two spaces: the same again and again, and no word goes beyond it."""
    return _PIECE.sub(_marked_piece, text)


def _marked_piece(piece: re.Match[str]) -> str:
    written = piece[0]
    if piece.lastgroup == "word":
        return _marked_word(written)
    if piece.lastgroup == "unit":
        return written
    term = number(written)
    return f"{written}{MARK}" if term == written else f"{written}{{^{{{term}{MARK}}}"


def _marked_word(written: str) -> str:
    word = re.sub("['’]", "", written).lower()
    # Pagefind also takes TikTok, G20 and wordsRunTogether apart, and the mark would make a whole word of the last part.
    parts = _PARTS.findall(written)
    if len(parts) == 1:
        root = root_of(word)
        return written + MARK if root == written.lower() else f"{written}{{^{{{root}{MARK}}}"
    terms = dict.fromkeys([word, *(root_of(part.lower()) for part in parts if len(part) >= _LEAST_PART)])
    return f"{written}{{^{{{'^'.join(term + MARK for term in terms)}}}"


def number(written: str) -> str:
    """Return a number as the index has it: ``1.500`` is ``1500``, and ``1,5`` one word with a mark for the comma."""
    if _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    return re.sub("[.,]", MARK, written)


def unmarked(text: str) -> str:
    """Return a text without the search terms that ``marked`` adds."""
    return _ADDED.sub("", text)


def unmarked_fragment(data: bytes) -> bytes:
    """Return a fragment of an index, which holds what results show of a page, without what was added to the page.

    Raises:
        ValueError: it is none that we know.
    """
    content = gzip.decompress(data)
    if not content.startswith(_FRAGMENT):
        raise ValueError("Pagefind's fragments have another form than this version knows")
    # It is JSON. What is added stands in its texts only, and has no character that JSON writes in another way.
    return gzip.compress(unmarked(content.decode()).encode(), mtime=0)
