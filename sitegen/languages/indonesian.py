"""The vocabulary of Indonesian that more than one part of the program reads: numbers, months, weekdays, times.

Seeds, figures and checks read these tables, so that what one of them understands, all do.
"""

from __future__ import annotations

from decimal import Decimal

from sitegen.languages.number_words import NumberWords, numbered, readings

WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "sabtu": 5,
    "minggu": 6, "ahad": 6,
}  # fmt: skip
MONTHS = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "agustus": 8,
    "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
}  # fmt: skip
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8, "agust": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
DAY_PARTS = ("pagi", "siang", "sore", "petang", "malam", "dini hari", "subuh")
LOCAL_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Hours ahead of UTC."""
TIME_ZONES = "|".join([*LOCAL_ZONES, "GMT", "UTC"])

# Every spelling that papers print: figures, and the checks of both digits and words, read them here.
_SCALE_SPELLINGS = {
    3: "ribu rb",
    6: "juta jt",
    9: "miliar milyar miliyar milliar miliard milyard milliard",
    12: "triliun trilyun triliyun trilliun trillyun trilion trillion",
    15: "kuadriliun",
}
SCALES = {word: Decimal(10**order) for order, words in _SCALE_SPELLINGS.items() for word in words.split()}
# A thousand millions to some and a million millions to others, so that only the checks read them.
DOUBTFUL_SCALES = {word: (Decimal(10**9), Decimal(10**12)) for word in ("biliun", "bilyun", "biliyun", "bilion")}

_THIRD = str(Decimal(1) / 3)
_DIGITS = numbered("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
_JOINED_TEENS = {f"{name}belas": value + 10 for name, value in _DIGITS.items() if 1 < value < 10}
_LONG_SCALES = {word: scale for word, scale in SCALES.items() if len(word) > 2}
_DOUBTFUL = {word: values[0] for word, values in DOUBTFUL_SCALES.items()}
_VAGUE = {f"{word}an": scale.adjusted() for word, scale in (_LONG_SCALES | _DOUBTFUL).items()}

NUMBERS = NumberWords(
    units=_DIGITS | _JOINED_TEENS | {"seratus": 100},
    multipliers={"puluh": 10, "ratus": 100},
    scales=_LONG_SCALES | _DOUBTFUL | {f"se{word}": scale for word, scale in _LONG_SCALES.items()},
    optional=readings({
        "0": "nol",
        "1": "pertama sekali tunggal",
        "2": "kedua keduanya berdua sepasang kembar ganda rangkap duanya",
        "3": "ketiga ketiganya bertiga", "4": "keempat keempatnya berempat", "5": "kelima kelimanya berlima",
        "6": "keenam", "7": "ketujuh", "8": "kedelapan", "9": "kesembilan", "10": "kesepuluh dekade dasawarsa sedekade",
        "11": "kesebelas", "100": "abad seabad", "7,1": "sepekan seminggu", "12,1": "setahun",
        "0.5": "setengah separuh paruh tengah", "0.25,4": "seperempat perempat perempatfinal", _THIRD: "sepertiga",
    }),
    vague=_VAGUE | {"belasan": 1, "lusinan": 1, "puluhan": 1, "ratusan": 2},
    point="koma",
    zero="nol",
    minus=frozenset({"minus", "negatif"}),
    digitwise=True,
    doubtful=frozenset(DOUBTFUL_SCALES),
    teen="belas",
)  # fmt: skip
