#!/bin/sh
# A Dask worker (distributed) starts with MALLOC_TRIM_THRESHOLD_=65536 in its environment. The GNU C library then gives each
# buffer that is freed back to the system and no longer adapts its thresholds. CTranslate2 allocates and frees buffers all
# the time, so that in such a process each batch faults in its memory anew: many times the page faults, and with a real
# model of six layers about twice the processor time. mallopt in the worker undoes it; the variable set to a larger value
# does not, because the thresholds then stay fixed. Nothing warns, and results are the same.
# Ends with 1 when it behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0 ctranslate2==4.8.5 numpy==2.3.5 2>/dev/null
cat >"$folder/model.py" <<'PYTHON'
"""A translation model of random weights, with the sizes of a small real one."""

import sys

import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.common_spec import LayerNormSpec, LinearSpec

WIDTH, INNER, WORDS = 512, 2048, 8000
rng = np.random.default_rng(1)
spec = TransformerSpec.from_config(num_layers=6, num_heads=8)


def weights(*shape: int) -> np.ndarray:
    return rng.normal(0, 0.05, shape).astype(np.float32)


def linear(part: LinearSpec, outputs: int, inputs: int) -> None:
    part.weight, part.bias = weights(outputs, inputs), weights(outputs)


def norm(part: LayerNormSpec) -> None:
    part.gamma, part.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def attention(part, own: bool) -> None:
    norm(part.layer_norm)
    sizes = [3 * WIDTH, WIDTH] if own else [WIDTH, 2 * WIDTH, WIDTH]
    for layer, outputs in zip(part.linear, sizes, strict=True):
        linear(layer, outputs, WIDTH)


def feed_forward(part) -> None:
    norm(part.layer_norm)
    linear(part.linear_0, INNER, WIDTH)
    linear(part.linear_1, WIDTH, INNER)


for side in (spec.encoder, spec.decoder):
    embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
    embeddings.weight = weights(WORDS, WIDTH)
    side.position_encodings.encodings = weights(512, WIDTH)
    norm(side.layer_norm)
    for layer in side.layer:
        attention(layer.self_attention, own=True)
        if side is spec.decoder:
            attention(layer.attention, own=False)
        feed_forward(layer.ffn)
linear(spec.decoder.projection, WORDS, WIDTH)
names = ["<unk>", "<s>", "</s>", *(f"w{number}" for number in range(WORDS - 3))]
spec.register_source_vocabulary(names)
spec.register_target_vocabulary(names)
spec.validate()
spec.save(sys.argv[1])
PYTHON
cat >"$folder/work.py" <<'PYTHON'
"""Translate, and print how many pages the system had to give, and the seconds of the processor."""

import ctypes
import resource
import sys

import ctranslate2

if sys.argv[2:] == ["mallopt"]:
    library = ctypes.CDLL(None)
    library.mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD
    library.mallopt(-3, 32 << 20)  # M_MMAP_THRESHOLD
translator = ctranslate2.Translator(sys.argv[1], inter_threads=1, intra_threads=1, compute_type="int8")
batch = [[f"w{(7 * row + word) % 7000}" for word in range(24)] for row in range(24)]
translator.translate_batch(batch, beam_size=4, min_decoding_length=24, max_decoding_length=24)
before = resource.getrusage(resource.RUSAGE_SELF)
for _ in range(6):
    translator.translate_batch(batch, beam_size=4, min_decoding_length=24, max_decoding_length=24)
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(after.ru_minflt - before.ru_minflt, f"{seconds:.1f}")
PYTHON
mkdir "$folder/model"
"$folder/venv/bin/python" "$folder/model.py" "$folder/model"
threshold=$("$folder/venv/bin/python" -c '
import dask, distributed
print(dask.config.get("distributed.nanny.pre-spawn-environ")["MALLOC_TRIM_THRESHOLD_"])')
work() { "$folder/venv/bin/python" "$folder/work.py" "$folder/model" "$@"; }
usual=$(work)
in_worker=$(MALLOC_TRIM_THRESHOLD_=$threshold work)
larger=$(MALLOC_TRIM_THRESHOLD_=1073741824 work)
mended=$(MALLOC_TRIM_THRESHOLD_=$threshold work mallopt)
echo "distributed 2026.8.0 sets MALLOC_TRIM_THRESHOLD_=$threshold; CTranslate2 4.8.5, page faults and processor seconds:"
echo "as usual: $usual; as in a worker: $in_worker; with a larger value: $larger; in a worker, with mallopt: $mended"
usual=${usual% *} in_worker=${in_worker% *} larger=${larger% *} mended=${mended% *}
if [ "$threshold" = 65536 ] && [ "$in_worker" -gt $((20 * (usual + 100))) ] && [ "$larger" -gt $((20 * (usual + 100))) ] &&
  [ "$mended" -lt $((in_worker / 20)) ]; then
  echo "as described"
else
  echo "the behaviour has changed"
  exit 1
fi
