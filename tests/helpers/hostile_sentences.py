"""Sentences that are hard on a translation pipeline, with what must come out of them as it went in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_FRAMES = (
    "Warga membaca {} di situs itu kemarin.",
    "Menurut polisi, {} ditemukan di rumah pelaku.",
    "{} menjadi bahan pembicaraan warga Jakarta sejak Senin pagi.",
    "Ia menulis {} lalu pergi.",
    "Kementerian meminta warga memeriksa {}, bukan mengirim surat.",
    "Rapat membahas {} dan harga beras.",
    '"Kami sudah melihat {}," kata juru bicara itu.',
    "Petugas mencatat {} (data sementara).",
)
_LATIN = "abcdefghijklmnoprstuvwyz"
_WORDS = ("kabar", "berita", "data", "laporan", "gempa", "pasar", "banjir", "pemilu", "kota", "warga")
_SCRIPTS = ("北京", "السلام", "Москва", "ꦗꦮ", "दिल्ली", "서울", "ไทย", "Ελλάδα", "東京タワー", "Їжак")
_ENGLISH = (
    "We will not go back to the way things were",
    "This is the end of the road for them",
    "The war on drugs has been lost by everyone",
    "They should have told us what was in the water",
    "Nothing about us without us",
    "It was the best day of my life",
    "You can not eat money and you should not try",
    "What we have is a failure of the system",
)
_FORMULAS = ("E=mc²", "x^2+y^2=z^2", "a_1=b_2", "10³", "10⁻⁶", "2½", "¾", "H2O", "CO2", "n=2^k", "10½", "B-52", "MH370")


@dataclass(frozen=True)
class Hostile:
    """A sentence of a ``kind``, and the ``copied`` text that its translation must have."""

    kind: str
    sentence: str
    copied: str


def hostile_sentences(count: int, seed: int = 1) -> Iterator[Hostile]:
    """Yield ``count`` different sentences, as many of each kind."""
    random = Random(seed)  # noqa: S311 - nothing secret
    kinds = (_address, _mail, _handle, _tag, _file, _script, _formula, _english, _number, _mixed_capitals)
    seen: set[str] = set()
    while len(seen) < count:
        kind = kinds[len(seen) % len(kinds)]
        copied = kind(random)
        sentence = random.choice(_FRAMES).format(f'"{copied}"' if kind is _english else copied)
        if sentence in seen:
            sentence = f"Catatan nomor {random.randint(1, 9999)}: {sentence}"
        if sentence not in seen:
            seen.add(sentence)
            yield Hostile(kind.__name__.strip("_"), sentence, copied)


def _word(random: Random) -> str:
    return "".join(random.choices(_LATIN, k=random.randint(3, 9)))


def _address(random: Random) -> str:
    host = f"{_word(random)}.{random.choice(['co.id', 'go.id', 'com', 'org'])}"
    path = f"/{_word(random)}/{random.randint(1, 9999)}" + random.choice(["", "?id=7&b=x_y", ".html"])
    return f"https://{host}{path}" if random.random() < 0.7 else f"www.{host}"


def _mail(random: Random) -> str:
    return f"{_word(random)}.{_word(random)}@{_word(random)}.co.id"


def _handle(random: Random) -> str:
    return f"@{_word(random)}_{random.randint(1, 99)}"


def _tag(random: Random) -> str:
    return f"#{random.choice(_WORDS).title()}{_word(random).title()}{random.choice(['', '2024'])}"


def _file(random: Random) -> str:
    return f"{random.choice(_WORDS)}_{_word(random)}{random.choice(['.pdf', '.xlsx', '.docx', '-v2.zip', '.mp4'])}"


def _script(random: Random) -> str:
    return random.choice(_SCRIPTS) + random.choice(["", random.choice(_SCRIPTS)])


def _formula(random: Random) -> str:
    return random.choice(_FORMULAS)


def _english(random: Random) -> str:
    return random.choice(_ENGLISH)


def _number(random: Random) -> str:
    return f"RT {random.randint(1, 20):02}/RW {random.randint(1, 20):02}"


def _mixed_capitals(random: Random) -> str:
    word = _word(random)
    return f"i{word.title()}{random.randint(2, 19)}"
