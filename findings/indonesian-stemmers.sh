#!/bin/sh
# Two stemmers for Indonesian take off what is no affix, or too much.
# Snowball has no dictionary: "menteri" (minister) becomes "teri" (anchovy), and "kementerian" (ministry) is not of the
# same stem. PySastrawi has one, and takes the longest ending off first: "gerakan" (movement) becomes "gera".
# Ends with 1 when one of them behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check snowballstemmer==3.1.1 pysastrawi==1.2.1 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import snowballstemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

snowball = snowballstemmer.stemmer("indonesian").stemWord
sastrawi = StemmerFactory().create_stemmer().stem
behaviour = {
    ("snowballstemmer", "menteri"): "teri", ("snowballstemmer", "kementerian"): "menteri",
    ("snowballstemmer", "beruang"): "uang", ("snowballstemmer", "perempuan"): "empu",
    ("pysastrawi", "menteri"): "menteri", ("pysastrawi", "gerakan"): "gera", ("pysastrawi", "kerusakan"): "rusa",
    ("pysastrawi", "penyelidikan"): "lidi", ("pysastrawi", "membantah"): "ban", ("pysastrawi", "berikan"): "ikan",
    ("pysastrawi", "maluku"): "malu", ("pysastrawi", "bekasi"): "bekas",
}
same = True
for (package, word), stem in behaviour.items():
    now = (snowball if package == "snowballstemmer" else sastrawi)(word)
    same &= now == stem
    print(f"{package} {version(package)}: {word} -> {now}" + ("" if now == stem else f" (was {stem})"))
print("as described" if same else "the behaviour has changed")
sys.exit(not same)
PYTHON
