"""``[translation] device``, ``compute_type`` and ``threads``. The GPU is a fake one."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ctranslate2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite
from small_packages import install

from sitegen.errors import SitegenError
from sitegen.settings.site import Site
from sitegen.translation.engines.argos import ArgosEngine
from sitegen.translation.engines.devices import CUDA_TOKENS, SENTENCES, Computing, LoadedModel, load_model
from sitegen.translation.engines.registry import engine_options

pytestmark = pytest.mark.slow

NO_DRIVER = "CUDA failed with error CUDA driver version is insufficient for CUDA runtime version"
NO_GPU = "CUDA failed with error no CUDA-capable device is detected"
NO_CUBLAS = "Library libcublas.so.12 is not found or cannot be loaded"
NO_MEMORY = "CUDA failed with error out of memory"
SENIN, MONDAY = "Presiden tiba di Jakarta pada Senin.", "The president arrived in Jakarta on Monday."
SOURCES = [f"Presiden tiba di Jakarta pada tanggal {number}." for number in range(40)]

RealTranslator = ctranslate2.Translator


@dataclass
class FakeGpu:
    """What CTranslate2 says and does where there is a GPU that has some ``trouble``.

    With ``last``, computing fails after so many batches. ``batches`` has the number of sentences in each.
    """

    trouble: str = ""
    gpus: int = 1
    last: int | None = None
    types: frozenset[str] = frozenset({"float32", "float16", "int8", "int8_float32", "int8_float16"})
    batches: list[int] = field(default_factory=list)

    def put_in(self, monkeypatch: pytest.MonkeyPatch) -> FakeGpu:
        """Let the program find it."""
        real_types = ctranslate2.get_supported_compute_types

        def types(device: str) -> set[str]:
            if device == "cpu":
                return set(real_types(device))
            if not self.gpus:
                raise RuntimeError(self.trouble)
            return set(self.types)

        def translator(folder: str, *, device: str, **options: Any) -> Any:
            if device == "cpu":
                return RealTranslator(folder, device=device, **options)
            return _OnGpu(self, RealTranslator(folder, device="cpu", intra_threads=1))

        monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: self.gpus)
        monkeypatch.setattr(ctranslate2, "get_supported_compute_types", types)
        monkeypatch.setattr(ctranslate2, "Translator", translator)
        return self


@dataclass
class _OnGpu:
    gpu: FakeGpu
    model: Any

    def translate_batch(self, tokens: list[list[str]], **options: Any) -> Any:
        if self.gpu.trouble and len(self.gpu.batches) >= (self.gpu.last or 0):
            raise RuntimeError(self.gpu.trouble)
        self.gpu.batches.append(len(tokens))
        return self.model.translate_batch(tokens, **options)


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def site_with(make_site: MakeSite, **translation: object) -> Site:
    return make_site(translation=translation).site


def texts(site: Site, sources: list[str]) -> list[str]:
    return [outputs[0].text for outputs in ArgosEngine.for_site(site).translate(sources)]


def test_the_cpu_translates_where_site_toml_says_nothing(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = FakeGpu().put_in(monkeypatch)
    assert texts(make_site().site, [SENIN]) == [MONDAY]
    assert gpu.batches == []


def test_auto_takes_the_cpu_where_there_is_no_gpu_and_says_nothing(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    FakeGpu(NO_DRIVER, gpus=0).put_in(monkeypatch)
    assert texts(site_with(make_site, device="auto"), [SENIN])
    assert messages(caplog) == []


@pytest.mark.parametrize("device", ["auto", "cuda"])
def test_a_gpu_translates_in_larger_batches(
    device: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    expected = texts(make_site("plain").site, SOURCES)
    gpu = FakeGpu().put_in(monkeypatch)
    assert texts(site_with(make_site, device=device), SOURCES) == expected
    assert max(gpu.batches) > SENTENCES
    assert messages(caplog) == []


@given(st.integers(0, 600))
def test_a_gpu_gets_no_more_tokens_than_it_has_room_for_but_never_less_than_a_core(length: int) -> None:
    size = LoadedModel(None, "cuda").batch_size(length)
    assert size >= LoadedModel(None, "cpu").batch_size(length) == SENTENCES
    assert size == SENTENCES or size * length <= CUDA_TOKENS


@pytest.mark.parametrize("trouble", [NO_CUBLAS, NO_MEMORY, "cuBLAS failed with status CUBLAS_STATUS_NOT_INITIALIZED"])
def test_auto_goes_on_with_the_cpu_where_cuda_is_half_there_and_says_so_in_a_line(
    trouble: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    FakeGpu(trouble).put_in(monkeypatch)
    assert texts(site_with(make_site, device="auto"), [SENIN]) == [MONDAY]
    (line,) = messages(caplog)
    assert line.startswith("CUDA cannot be used, so translation falls back to the CPU: ")
    assert "\n" not in line


def test_auto_goes_on_with_the_cpu_when_the_gpu_fails_in_the_middle(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sources = [*SOURCES, *(f"{'Warga menolak rencana itu. ' * 3}{number}" for number in range(5))]
    expected = texts(make_site("plain").site, sources)
    gpu = FakeGpu(NO_MEMORY, last=2).put_in(monkeypatch)
    counted: list[int] = []
    engine = ArgosEngine.for_site(site_with(make_site, device="auto"))
    outputs = engine.translate(sources, done=counted.append)
    assert gpu.batches == [1, 6], "one to try it out, and the batch of the longest sentences"
    assert [found[0].text for found in outputs] == expected
    assert sum(counted) == len(sources), "each sentence is counted once"
    assert len(messages(caplog)) == 1
    engine.translate(SOURCES[:3])
    assert len(gpu.batches) == 2, "it is not tried again"


@pytest.mark.parametrize(
    ("trouble", "gpus", "advice"),
    [
        (NO_DRIVER, 0, "there is no NVIDIA driver, or it is older than CUDA 12"),
        (NO_GPU, 0, "the NVIDIA driver finds no GPU"),
        ("This CTranslate2 package was not compiled with CUDA support", 0, "was built without CUDA"),
        (NO_CUBLAS, 1, "cuBLAS 12 is not found (libcublas.so.12); install CUDA 12"),
        (NO_MEMORY, 1, "too little free memory"),
        ("CUDA failed with error an illegal memory access was encountered", 1, "illegal memory access"),
    ],
)
def test_cuda_where_something_is_missing_is_an_error_of_a_line_that_says_what_to_do(
    trouble: str, gpus: int, advice: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeGpu(trouble, gpus).put_in(monkeypatch)
    with pytest.raises(SitegenError) as caught:
        texts(site_with(make_site, device="cuda"), [SENIN])
    line = str(caught.value)
    assert "site.toml: [translation] device is 'cuda', and " in line
    assert advice in line
    assert line.endswith('or write device = "cpu"')
    assert "\n" not in line


def test_cuda_that_fails_in_the_middle_is_an_error_of_a_line(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeGpu(NO_MEMORY, last=1).put_in(monkeypatch)
    with pytest.raises(SitegenError, match="too little free memory"):
        texts(site_with(make_site, device="cuda"), [SENIN])


@pytest.mark.parametrize("device", ["auto", "cuda"])
def test_a_broken_model_is_not_blamed_on_the_gpu(
    device: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = site_with(make_site, device=device)
    folder = install(site)
    engine = ArgosEngine.for_site(site)
    model = folder / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:40])
    FakeGpu().put_in(monkeypatch)
    with pytest.raises(SitegenError, match=r"cannot be loaded .*install the package again"):
        engine.translate([SENIN])
    assert messages(caplog) == []


def test_each_compute_type_of_a_cpu_translates_with_the_starter(make_site: MakeSite) -> None:
    scores = {}
    for compute_type in sorted({"default", "auto", *ctranslate2.get_supported_compute_types("cpu")}):
        site = make_site(compute_type, translation={"compute_type": compute_type}).site
        ((output, *_),) = ArgosEngine.for_site(site).translate([SENIN])
        assert output.text == MONDAY
        scores[compute_type] = output.score
    assert scores["float32"] != scores["int8"], "they are not the same model"
    assert scores["default"] == scores["int8"], "as which the starter is saved"


def test_a_compute_type_that_the_device_cannot_do_is_refused_with_a_list_of_those_that_it_can(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SitegenError) as caught:
        texts(site_with(make_site, compute_type="float16"), [SENIN])
    assert "'float16', which the device 'cpu' here cannot do; it can do auto, default, float32, int8" in str(
        caught.value
    )
    FakeGpu().put_in(monkeypatch)
    with pytest.raises(SitegenError, match=r"'cuda' here cannot do; it can do .*float16.*write device = \"cpu\""):
        texts(make_site("gpu", translation={"device": "cuda", "compute_type": "bfloat16"}).site, [SENIN])


def test_auto_takes_the_cpu_where_only_that_has_the_compute_type(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gpu = FakeGpu(types=frozenset({"float32"})).put_in(monkeypatch)
    assert texts(site_with(make_site, device="auto", compute_type="int8"), [SENIN])
    assert gpu.batches == []
    assert len(messages(caplog)) == 1


@pytest.mark.parametrize(
    ("setting", "value"), [("device", "gpu"), ("compute_type", "int4"), ("threads", 0), ("threads", "all")]
)
def test_a_setting_that_is_none_is_refused_with_its_line(setting: str, value: object, make_site: MakeSite) -> None:
    folder = make_site(translation={setting: value})
    with pytest.raises(SitegenError, match=rf"site\.toml:\d+: translation\.{setting}: "):
        _ = folder.site


def test_a_compute_type_changes_translations_but_the_device_and_the_threads_do_not(make_site: MakeSite) -> None:
    plain = engine_options(make_site("plain").site)
    assert engine_options(make_site("gpu", translation={"device": "auto", "threads": 3}).site) == plain
    exact = make_site("exact", translation={"compute_type": "float32"}).site
    assert engine_options(exact) == f"{plain}, float32" == ArgosEngine.for_site(exact).options


def test_threads_are_the_cores_that_translate(make_site: MakeSite) -> None:
    folder: Path = install(make_site().site) / "model"
    assert load_model(folder, Computing(threads=3)).translator.num_translators == 3
