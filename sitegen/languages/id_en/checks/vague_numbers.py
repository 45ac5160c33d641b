"""Small words that change a number or a time: both, each, more than ten, last night.

Good translations may put them in other words: *kedua pemimpin* may be *the leaders*. But *kedua orang terkaya* are the
two richest, and not the richest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words, word_set
from sitegen.messages import say

_SUPERLATIVE = (
    r"(?:ter(?:akhir|atas|baik|banyak|baru|berat|besar|buruk|cepat|dekat|ganas|jauh|kaya|kecil|kuat|laris|lemah|mahal|"
    r"miskin|muda|murah|padat|panjang|parah|pendek|penting|populer|rendah|sukses|tinggi|tua)|paling\s\w+)"
)
_TWO_OF_THE_MOST = re.compile(
    rf"\b(?:kedua\s(?:\w+\s)?{_SUPERLATIVE}|{_SUPERLATIVE}\s(?:ke-?2|kedua))\b", re.IGNORECASE
)
_TWO = word_set("2 2nd ii both couple duo pair runner-up second second-most twin two")
_MORE_THAN_TEN = re.compile(r"\bbelasan\s(?:ribu|juta)\b", re.IGNORECASE)
_TENS = re.compile(r"\b(?:tens|dozens)\sof\s(?:thousand|million)s\b", re.IGNORECASE)
_EACH = re.compile(
    r"\bmasing-masing\s(?:\w+\s)?(?:\d[\d.,]*|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebuah|seorang)\b",
    re.IGNORECASE,
)
_EACH_ENGLISH = word_set("each respectively respective apiece per every both individually a-piece either")
_LAST_NIGHT = re.compile(r"\blast\snight\b", re.IGNORECASE)
_YESTERDAY = word_set("semalam kemarin tadi lalu malamnya")


def check_vague_numbers(source: Words, target: Words) -> Iterator[Issue]:
    """Yield issues for such words of the source that have nothing to stand for them, and for *last night*."""
    if (found := _TWO_OF_THE_MOST.search(source.text)) and _TWO.isdisjoint(target.vocabulary):
        yield Issue(IssueKind.NUMBER, say("neither two nor second stands for “{words}”", words=found[0]))
    if (found := _EACH.search(source.text)) and _EACH_ENGLISH.isdisjoint(target.vocabulary):
        yield Issue(IssueKind.NUMBER, say("each is missing for “{words}”", words=found[0]))
    if (found := _MORE_THAN_TEN.search(source.text)) and (wrong := _TENS.search(target.text)):
        yield Issue(IssueKind.NUMBER, say("“{old}” (eleven to nineteen) became “{new}”", old=found[0], new=wrong[0]))
    if _LAST_NIGHT.search(target.text) and _YESTERDAY.isdisjoint(source.vocabulary):
        yield Issue(IssueKind.DATE, "last night is not in the source")
