#!/bin/sh
# sacrebleu's paired bootstrap (`sacrebleu … --paired-bs`) says that two systems with the very same translations differ
# significantly: p = 0.0010, with an asterisk in its table. The p-value counts resamples whose difference, less the mean
# one, is greater than that observed; of zeros none is, and (0 + 1) / (1000 + 1) is the least p there can be.
# And SACREBLEU_SEED=0 fixes nothing, because 0 is taken for "no seed": only the signature says seed:0.
# Ends with 1 when it behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sacrebleu==2.6.0 numpy==2.3.5 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

import sacrebleu
from sacrebleu.significance import PairedTest

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
references = [f"The president opened the new harbour on {day} morning in the rain." for day in DAYS]
first = [text.replace("new", "old") if number % 3 else text for number, text in enumerate(references)]
second = [text.replace("rain", "sun") if number % 2 else text for number, text in enumerate(references)]


def p_value(a: list[str], b: list[str], seed: str) -> float:
    os.environ["SACREBLEU_SEED"] = seed
    _, results = PairedTest([("A", a), ("B", b)], {"BLEU": sacrebleu.BLEU()}, [references], test_type="bs")()
    return results["BLEU"][1].p_value


same = p_value(first, first, "12345")
fixed = {p_value(first, second, "12345") for _ in range(6)}
zero = {p_value(first, second, "0") for _ in range(6)}
print(f"sacrebleu {version('sacrebleu')}: p of a system and itself is {same:.4f}")
print(f"six runs with seed 12345 give {len(fixed)} p-value, with seed 0 {len(zero)}")
as_described = abs(same - 1 / 1001) < 1e-9 and len(fixed) == 1 and len(zero) > 1
print("as described" if as_described else "the behaviour has changed")
sys.exit(not as_described)
PYTHON
