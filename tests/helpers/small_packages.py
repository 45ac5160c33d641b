"""Builds Argos packages of a few kilobytes, whose models are real but know nothing, and installs them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import ctranslate2.specs
import numpy as np
import pytest
import sentencepiece

from sitegen.errors import SitegenError
from sitegen.models.install import install_model
from sitegen.models.installed import list_models
from sitegen.models.package_files import LARGEST_PACKAGE
from sitegen.settings.site import Site

STARTER = "translate-id_en-0_2"

WIDTH = 8
SENTENCES = ["Presiden tiba di Jakarta, Senin (3/1).", "Halo dunia, apa kabar?", "Angka 1 2 3 dan 4 5 6."]
BPE_CODES = "#version: 0.2\nd i</w>\nt i\nb a</w>\nJ a\n"


def small_package(
    version: str = "1.9",
    codes: tuple[str, str] = ("id", "en"),
    *,
    top: str | None = None,
    bpe: bool = False,
    changes: Mapping[str, bytes | None] | None = None,
    metadata: Mapping[str, object] | None = None,
) -> bytes:
    """Return a package file that works, unless ``changes`` (paths in its folder; None removes one) spoil it."""
    about = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": codes[0],
        "from_name": codes[0].upper(),
        "to_code": codes[1],
        "to_name": codes[1].upper(),
        **(metadata or {}),
    }
    parts: dict[str, bytes | None] = {"metadata.json": json.dumps(about).encode(), **_model(bpe=bpe), **(changes or {})}
    folder = top or f"translate-{codes[0]}_{codes[1]}-{version.replace('.', '_')}"
    return zipped({f"{folder}/{name}": data for name, data in parts.items() if data is not None})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file with ``members``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def index_of(*entries: Mapping[str, object]) -> bytes:
    """Return an index in Argos' format, with one entry for ``translate-id_en`` 1.9 for each of ``entries``."""
    usual = {
        "package_version": "1.9",
        "argos_version": "1.9.0",
        "from_code": "id",
        "from_name": "Indonesian",
        "to_code": "en",
        "to_name": "English",
        "code": "translate-id_en",
    }
    return json.dumps([{**usual, **entry} for entry in entries]).encode()


def packages_in(site: Site) -> list[str]:
    """Return what is in the site's folder of packages, finished or not."""
    folder = site.state / "argos" / "packages"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def install_bytes(site: Site, data: bytes) -> Path:
    """Install a package file with ``data``; return the folder of the package."""
    path = site.root / "given.argosmodel"
    path.write_bytes(data)
    return install_model(site, str(path)).path


def refusal(
    site: Site,
    what: str,
    *,
    index_url: str | None = None,
    sha256: str | None = None,
    limit: int = LARGEST_PACKAGE,
) -> str:
    """Install what must be refused; return the message, after making sure that it is one line and left nothing."""
    before = packages_in(site)
    with pytest.raises(SitegenError) as caught:
        install_model(site, what, index_url=index_url, sha256=sha256, limit=limit)
    assert "\n" not in str(caught.value)
    assert packages_in(site) == before
    return str(caught.value)


@cache
def _model(*, bpe: bool) -> dict[str, bytes]:
    """The files of a tokenizer and of a CTranslate2 model with random weights."""
    if bpe:
        pieces = ["<unk>", "<s>", "</s>", *sorted({char + "@@" for text in SENTENCES for char in text})]
        tokenizer = {"bpe.model": BPE_CODES.encode()}
    else:
        trained = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(SENTENCES),
            model_writer=trained,
            vocab_size=50,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        processor = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue())
        pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
        tokenizer = {"sentencepiece.model": trained.getvalue()}
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 1)
    _fill(spec, "", len(pieces), np.random.default_rng(1))
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    with TemporaryDirectory() as folder:
        spec.save(folder)
        model = {f"model/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}
    return {**tokenizer, **model}


def _fill(spec: object, path: str, vocabulary: int, random: np.random.Generator) -> None:
    """Give every weight that a CTranslate2 specification asks for a random value."""
    for name, value in list(vars(spec).items()):
        here = f"{path}/{name}"
        if isinstance(value, list):
            for number, part in enumerate(value):
                _fill(part, f"{here}{number}", vocabulary, random)
        elif type(value).__module__.startswith("ctranslate2.specs"):
            _fill(value, here, vocabulary, random)
        elif value is None and name in {"weight", "gamma", "beta"}:
            setattr(spec, name, random.normal(size=_shape(here, vocabulary)).astype("float32"))


def _shape(path: str, vocabulary: int) -> tuple[int, ...]:
    if "layer_norm" in path:
        return (WIDTH,)
    if "embeddings" in path or "projection" in path:
        return (vocabulary, WIDTH)
    if path.endswith("self_attention/linear0/weight"):
        return (3 * WIDTH, WIDTH)
    if path.endswith("/attention/linear1/weight"):
        return (2 * WIDTH, WIDTH)
    return (WIDTH, WIDTH)


def install(site: Site, version: str = "1.9", codes: tuple[str, str] = ("id", "en"), *, bpe: bool = True) -> Path:
    """Install a small package and return its folder."""
    return install_bytes(site, small_package(version, codes, bpe=bpe))


def used(site: Site) -> list[str]:
    """The models that the list marks as used."""
    return [model.name for model in list_models(site) if model.used]
