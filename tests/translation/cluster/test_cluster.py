"""``translate --cluster``: many workers make what one process makes, whatever happens to them."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server
from typing import Any

import dask
import psutil
import pytest
from cluster_engines import DEADLY, BackwardRecipe, backward_recipe, backward_translator
from distributed import LocalCluster
from distributed.security import Security
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.content.store import article_path, load_article
from sitegen.errors import Problem, SitegenError
from sitegen.models.sent_packages import kept_folder, package_digest
from sitegen.translation.cluster import connection, crew, jobs
from sitegen.translation.cluster.recipes import Program
from sitegen.translation.cluster.translator import site_translator
from sitegen.translation.engines.registry import site_engine
from sitegen.translation.run import TranslationResult, translate_site

pytestmark = pytest.mark.slow

WORDS = ("banjir", "gempa", "pasar", "sekolah", "pemilu", "bandara", "jembatan", "hujan")


@pytest.fixture(autouse=True)
def _small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TOKENS", {"cpu": 200, "cuda": 800})
    monkeypatch.setattr(crew, "TICK", 0.1)


def written(folder: SiteFolder, articles: int = 12) -> SiteFolder:
    """A site with plain sentences, markup, and sentences that several articles have."""
    for number in range(articles):
        word = WORDS[number % len(WORDS)]
        body = (
            f"Satu {word} lagi {number}.\nDua **{word}** panjang sekali.\nWarga menunggu hujan.\n\nTiga {word} biasa."
        )
        folder.write("id", f"berita-{number}", f"Judul {word} {number}", body)
    return folder


def english(folder: SiteFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder.root / "content" / "en").glob("*.md")}


@pytest.fixture
def expected(make_site: MakeSite) -> dict[str, bytes]:
    folder = written(make_site("alone"))
    translate_site(folder.site, BackwardEngine())
    return english(folder)


@contextmanager
def scheduler(workers: int = 2, *, processes: bool = False) -> Iterator[Any]:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        protocol="tcp",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster


def translated_by(
    address: str, folder: SiteFolder, recipe: BackwardRecipe | None = None, show: Callable[..., None] | None = None
) -> TranslationResult:
    with closing(backward_translator(address, folder.site, recipe)) as translator:
        return translate_site(folder.site, BackwardEngine(), show, translator)


def children() -> list[psutil.Process]:
    found = psutil.Process().children(recursive=True)
    return [child for child in found if "resource_tracker" not in " ".join(child.cmdline())]


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def test_processes_of_this_machine_make_the_same_files(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())
    result = translated_by("local:2", folder)
    assert english(folder) == expected
    assert result.problems == ()
    assert not children(), "the workers have ended"


def test_workers_of_a_scheduler_make_the_same_files_and_stay(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())
    with scheduler() as cluster:
        translated_by(cluster.scheduler_address, folder)
        assert len(cluster.workers) == 2
    assert english(folder) == expected


def test_the_real_model_makes_the_same_sentences_on_workers(make_site: MakeSite) -> None:
    body = "Presiden tiba di Jakarta pada Senin.\nHarga beras naik menjadi Rp15.000.\nWarga **menolak** rencana itu."
    alone, folder = make_site("alone"), make_site(translation={"cluster": "local:2"})
    for site in (alone, folder):
        site.write("id", "satu", "Presiden tiba", body)
        engine = site_engine(site.site)
        with site_translator(site.site, engine) as translator:
            translate_site(site.site, engine, None, translator)
    assert english(folder) == english(alone)


def test_where_nothing_is_new_no_cluster_is_needed(make_site: MakeSite) -> None:
    folder = written(make_site())
    translate_site(folder.site, BackwardEngine())
    assert translated_by("tcp://127.0.0.1:1", folder).texts == 0


def test_progress_counts_every_sentence_once(make_site: MakeSite) -> None:
    folder = written(make_site())
    shown: list[Any] = []
    with scheduler() as cluster:
        result = translated_by(cluster.scheduler_address, folder, show=shown.append)
    done = [standing.done for standing in shown if standing.total is not None]
    assert done == sorted(done)
    assert done[-1] == shown[-1].total == result.texts


def test_only_so_many_texts_are_out_as_keep_the_workers_busy(make_site: MakeSite) -> None:
    folder = written(make_site(), articles=40)
    with scheduler() as cluster, closing(backward_translator(cluster.scheduler_address, folder.site)) as translator:
        out: set[int] = set()
        most = 0

        def read(pieces: Any) -> Iterator[Any]:
            nonlocal most
            for piece in pieces:
                if piece.texts:
                    out.add(id(piece))
                    most = max(most, len(out))
                yield piece

        inner = translator.translate

        def translate(pieces: Any, done: Any) -> Iterator[Any]:
            for piece, made in inner(read(pieces), done):
                out.discard(id(piece))
                yield piece, made

        translator.translate = translate  # type: ignore[method-assign]
        translate_site(folder.site, BackwardEngine(), None, translator)
    assert 2 < most <= 2 * crew.AHEAD + 1


def test_workers_that_are_killed_lose_and_double_nothing(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())
    left = [30, 20, 10]

    def show(standing: Any) -> None:
        if left and standing.done >= left[-1]:
            left.pop()
            for child in children()[: 1 + len(left) % 2]:
                child.kill()

    result = translated_by("local:2", folder, BackwardRecipe(pause=0.02), show)
    assert not left
    assert english(folder) == expected
    assert result.problems == ()


def test_a_sentence_that_ends_its_worker_is_named_and_left_out_and_the_rest_is_translated(make_site: MakeSite) -> None:
    folder = written(make_site())
    folder.write("id", "racun", "Judul racun", f"Kalimat ini {DEADLY} pekerja.\nKalimat ini tidak.")
    result = translated_by("local:2", folder, BackwardRecipe(deadly=True))
    (line,) = lines(result.problems)
    deadly = f"Kalimat ini {DEADLY} pekerja."
    assert line == f"a sentence ended the process of 3 workers and is left; translate it by hand: {deadly}"
    poisoned = load_article(article_path(folder.site, "en", "racun"), "en")
    assert poisoned.body == (f"Kalimat ini {DEADLY} pekerja.", "TAMILAK INI KADIT.")
    assert len(english(folder)) == 13


def test_a_sentence_that_was_left_out_is_translated_in_the_next_article_that_has_it(make_site: MakeSite) -> None:
    folder = make_site()
    folder.write("id", "racun", "Judul racun", f"Kalimat ini {DEADLY} pekerja.")
    translated_by("local:1", folder, BackwardRecipe(deadly=True))
    folder.write("id", "lain", "Judul lain", f"Kalimat ini {DEADLY} pekerja.")
    translate_site(folder.site, BackwardEngine())
    bodies = [load_article(article_path(folder.site, "en", slug), "en").body for slug in ("racun", "lain")]
    assert bodies == [(f"Kalimat ini {DEADLY} pekerja.",), ("TAMILAK INI NAKITAMEM AJREKEP.",)]


def test_a_worker_that_comes_late_gets_work(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())
    with scheduler(workers=0) as cluster:
        timer = threading.Timer(1.0, lambda: cluster.scale(2))
        timer.start()
        translated_by(cluster.scheduler_address, folder)
        timer.join()
    assert english(folder) == expected


def test_a_worker_with_another_package_is_refused_by_name_and_the_others_go_on(
    make_site: MakeSite, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(make_site())
    with scheduler(workers=1, processes=True) as cluster:
        monkeypatch.setenv("SITEGEN_TEST_PACKAGE", "other")
        cluster.scale(2)
        cluster.wait_for_workers(2)
        monkeypatch.delenv("SITEGEN_TEST_PACKAGE")
        result = translated_by(cluster.scheduler_address, folder, BackwardRecipe(pause=0.02))
    (line,) = lines(result.problems)
    assert line.startswith("the worker tcp://127.0.0.1:")
    assert line.endswith("is not used: it has no package translate-id_en")
    assert english(folder) == expected


def test_where_all_workers_have_another_sitegen_the_run_ends_with_a_line(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(make_site())
    here = Program.here()
    recipe = backward_recipe(folder.site, BackwardRecipe())
    assert recipe.program == here
    with scheduler() as cluster:
        translator = backward_translator(cluster.scheduler_address, folder.site)
        monkeypatch.setattr(Program, "here", classmethod(lambda _: Program("9.9", here.code, "0", here.sentencepiece)))
        with closing(translator), pytest.raises(SitegenError, match="no worker of tcp://") as raised:
            translate_site(folder.site, BackwardEngine(), None, translator)
    assert "has sitegen 9.9 instead of" in str(raised.value)
    assert "ctranslate2 0 instead of" in str(raised.value)
    assert english(folder) == {}


def test_a_job_that_fails_again_and_again_ends_the_run_with_what_the_worker_said(make_site: MakeSite) -> None:
    folder = written(make_site())
    with scheduler() as cluster, pytest.raises(SitegenError, match="RuntimeError: no memory"):
        translated_by(cluster.scheduler_address, folder, BackwardRecipe(broken=True))


def test_without_a_scheduler_the_run_ends_with_a_line(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 1)
    with pytest.raises(SitegenError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        translated_by("tcp://127.0.0.1:1", written(make_site()))


def test_a_cluster_without_workers_is_not_waited_for_for_ever(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 0.5)
    with scheduler(workers=0) as cluster, pytest.raises(SitegenError, match="has had no worker for"):
        translated_by(cluster.scheduler_address, written(make_site()))


def test_without_distributed_the_error_says_what_to_install(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SitegenError, match=r"distributed is not installed here; install it with: "):
        translated_by("local:2", written(make_site()))


def started(program: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words, "--host", "127.0.0.1", "--no-dashboard"]
    helpers = str(Path(__file__).parents[2] / "helpers")
    path = os.pathsep.join([helpers, *filter(None, sys.path)])
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.DEVNULL)


def test_a_scheduler_that_starts_again_finds_the_run_waiting(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())
    with closing(create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    running: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        running.append(started("scheduler", "--port", str(port)))
        running.append(started("worker", address, "--nthreads", "2", "--no-nanny"))

    def show(standing: Any) -> None:
        if standing.done >= 20 and len(running) == 2:
            for process in running:
                process.kill()
                process.wait()
            start()

    start()
    try:
        result = translated_by(address, folder, BackwardRecipe(pause=0.02), show)
    finally:
        for process in running:
            process.kill()
            process.wait()
    assert len(running) == 4
    assert english(folder) == expected
    assert result.problems == ()


def test_tls_is_set_up_as_dask_says(make_site: MakeSite, expected: dict[str, bytes], tmp_path: Path) -> None:
    folder = written(make_site())
    security = Security.temporary()  # type: ignore[no-untyped-call]
    files = {"ca-file": security.tls_ca_file, "cert": security.tls_client_cert, "key": security.tls_client_key}
    for name, text in files.items():
        (tmp_path / name).write_text(str(text), encoding="utf-8")
    client = {f"distributed.comm.tls.client.{name}": str(tmp_path / name) for name in ("cert", "key")}
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1,
            processes=False,
            host="127.0.0.1",
            protocol="tls",
            security=security,
            dashboard_address="127.0.0.1:0",
        ) as cluster,
        dask.config.set({"distributed.comm.tls.ca-file": str(tmp_path / "ca-file"), **client}),
    ):
        assert cluster.scheduler_address.startswith("tls://")
        translated_by(cluster.scheduler_address, folder)
    assert english(folder) == expected


def test_a_package_is_sent_to_a_worker_that_lacks_it(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_site()
    folder.write("id", "satu", "Presiden tiba", "Presiden tiba di Jakarta pada Senin.")
    engine: Any = site_engine(folder.site)
    digest = package_digest(engine.folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with scheduler(workers=1, processes=True) as cluster:
        site = folder.site.model_copy(
            update={"translation": folder.site.translation.model_copy(update={"cluster": cluster.scheduler_address})}
        )
        with site_translator(site, engine) as translator:
            # As from another machine: there is no such folder where the worker is.
            recipe: Any = translator._crew._recipe.engine  # type: ignore[union-attr]
            object.__setattr__(recipe, "folder", f"/nowhere/{engine.folder.name}")
            monkeypatch.setattr(type(recipe), "package", property(lambda _: (engine.folder, digest)))
            result = translate_site(site, engine, None, translator)
    assert result.problems == ()
    assert package_digest(kept_folder(digest, engine.folder.name)) == digest
    assert "in Jakarta on Monday" in english(folder)["satu.md"].decode()


def test_ctrl_c_keeps_what_is_done_and_ends_the_workers(make_site: MakeSite, expected: dict[str, bytes]) -> None:
    folder = written(make_site())

    def show(standing: Any) -> None:
        if standing.done >= 20:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)

    with pytest.raises(KeyboardInterrupt):
        translated_by("local:2", folder, BackwardRecipe(pause=0.02), show)
    assert not children()
    engine = BackwardEngine()
    translate_site(folder.site, engine)
    assert english(folder) == expected
    assert 0 < len(engine.seen) < 12 * 5 - 12


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.5:8786", "tls://[::1]:8786", "tcp://dask.example.org:80", "local:12"]
)
def test_an_address_of_a_scheduler_is_a_setting(address: str, make_site: MakeSite) -> None:
    assert make_site(translation={"cluster": address}).site.translation.cluster == address


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "tcp://10.0.0.5", "local", "local:0", "local:-1", "tcp://a b:1"])
def test_what_is_no_address_is_refused_in_a_line(address: str, make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match=r"translation\.cluster: write the scheduler's address"):
        _ = make_site(translation={"cluster": address}).site


def test_the_command_line_takes_an_address_and_refuses_what_is_none(make_site: MakeSite) -> None:
    folder = make_site()
    folder.write("id", "satu", "Presiden tiba", "Presiden tiba di Jakarta pada Senin.")
    command = [sys.executable, "-m", "sitegen.cli", "--site", str(folder.root), "translate", "--cluster"]
    command[1:3] = ["-c", "from sitegen.cli import main; main()"]
    refused = subprocess.run([*command, "nowhere"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "write the scheduler's address" in refused.stderr
    done = subprocess.run([*command, "local:1"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Translated  2 texts in 1 article" in done.stdout
