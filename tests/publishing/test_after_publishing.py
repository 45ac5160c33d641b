"""A target's own command, such as a CDN's purge: when it runs, what it is told, and how its failure is said."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest
from commands import lines, run, trouble
from moto.server import ThreadedMotoServer
from publishing import SITE, finished, put, target
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.publishing.after import AfterPublishing
from sitegen.publishing.run import publish_site
from sitegen.settings.site import Site, load_site
from sitegen.settings.targets import Target

# Writes down what it is called with and what it is told.
RECORDER = """
import json, os, pathlib, sys
told = {name: value for name, value in os.environ.items() if name.startswith("SITEGEN_")}
told["lines"] = pathlib.Path(told["SITEGEN_CHANGED_FILE"]).read_text(encoding="utf-8").splitlines()
told["arguments"], told["folder"] = sys.argv[1:], os.getcwd()
with open("calls.json", "a", encoding="utf-8") as file:
    print(json.dumps(told), file=file)
"""


def python(program: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", program, *arguments]


def calls(site: Site) -> list[dict[str, object]]:
    path = site.root / "calls.json"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def publish(site: Site, settings: Target, name: str = "live") -> int | None:
    """Publish as the command does: what is about to change is noted, then comes the target's own command."""
    after = AfterPublishing(site, name, settings)
    changes = publish_site(site, settings, note=after.note).changes
    return after.run() if after.is_due(changes) else None


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return finished(tmp_path / "site", base_url="https://example.org/berita/")


@pytest.fixture
def live(tmp_path: Path) -> Target:
    return target(kind="directory", path=str(tmp_path / "www"), after=python(RECORDER, "zone 1", "$HOME;*"))


def directory(folder: Path) -> dict[str, object]:
    return {"kind": "directory", "path": str(folder / "www")}


def git(folder: Path) -> dict[str, object]:
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder / "www.git")], check=True)
    return {"kind": "git", "remote": str(folder / "www.git"), "cname": "news.example.org"}


def rsync(folder: Path) -> dict[str, object]:
    return {"kind": "rsync", "destination": str(folder / "www")}


@pytest.mark.parametrize("kind", [directory, git, rsync])
@pytest.mark.slow
def test_the_command_runs_for_every_kind_of_target(
    site: Site, tmp_path: Path, kind: Callable[[Path], dict[str, object]]
) -> None:
    settings = target(**kind(tmp_path), host_files=True, after=python(RECORDER))
    assert publish(site, settings) == len(SITE)
    assert calls(site)[0]["SITEGEN_CHANGED"] == str(len(SITE)), "and not the files that only the target needs"
    assert publish(site, settings) is None


@pytest.mark.slow
def test_the_command_runs_for_a_bucket(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "rina")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="news")
    settings = target(kind="s3", bucket="news", endpoint_url=f"http://{host}:{port}", after=python(RECORDER))
    assert publish(site, settings) == len(SITE)
    server.stop()


def test_it_is_told_the_addresses_of_what_changed(site: Site, live: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITEGEN_CHECKERS", raising=False)
    publish(site, live)
    put(site, {**SITE, "id/gempa/index.html": b"<p>lain", "berita é.txt": b"x"} | {"index.html": SITE["index.html"]})
    (site.public / "en" / "index.html").unlink()
    assert publish(site, live) == 3
    assert calls(site)[1] == {
        "SITEGEN_TARGET": "live",
        "SITEGEN_CHANGED": "3",
        "SITEGEN_CHANGED_FILE": str(site.state.resolve() / "after-publish" / "live.txt"),
        "lines": [
            "https://example.org/berita/berita%20%C3%A9.txt",
            "https://example.org/berita/en/",
            "https://example.org/berita/id/gempa/",
        ],
        "arguments": ["zone 1", "$HOME;*"],
        "folder": str(site.root),
    }


def test_it_runs_only_if_something_was_changed(site: Site, live: Target) -> None:
    assert publish(site, live) == len(SITE)
    assert publish(site, live) is None
    assert len(calls(site)) == 1


def test_a_command_that_failed_is_run_again_with_all_that_it_has_not_had(site: Site, live: Target) -> None:
    failing = live.model_copy(update={"after": tuple(python("import sys; sys.exit('no')"))})
    with pytest.raises(SitegenError, match="the site was published, but the command after it"):
        publish(site, failing)
    put(site, {**SITE, "index.html": b"new", "baru.txt": b"x"})
    with pytest.raises(SitegenError, match="has failed with exit code 1: no; 'publish live' runs it again"):
        publish(site, failing)
    assert publish(site, live) == len(SITE) + 1
    assert publish(site, live) is None


def test_what_a_publishing_that_was_stopped_has_changed_is_not_forgotten(site: Site, live: Target) -> None:
    after = AfterPublishing(site, "live", live)

    def stop(_done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_site(site, live, note=after.note, show=stop)
    put(site, {"index.html": b"all that is left"})
    assert publish(site, live) == len(SITE)


def test_each_target_has_a_list_of_its_own(site: Site, live: Target, tmp_path: Path) -> None:
    failing = live.model_copy(update={"after": tuple(python("raise SystemExit(1)"))})
    with pytest.raises(SitegenError):
        publish(site, failing)
    other = live.model_copy(update={"path": str(tmp_path / "other")})
    publish(site, other, "other")
    assert publish(site, other, "other") is None


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (python("import sys; print('a\\nlast \\x1b[31mline', file=sys.stderr); sys.exit(7)"), "code 7: last [31mline;"),
        (python("print('only here'); raise SystemExit(2)"), "has failed with exit code 2: only here; 'publish"),
        (python("raise SystemExit(3)"), "has failed with exit code 3; 'publish live' runs it again"),
        (python("import os; os.kill(os.getpid(), 9)"), "was ended by signal 9; 'publish live' runs it again"),
        (["./purge.sh"], "(./purge.sh) cannot be started: No such file or directory; 'publish live' runs it again"),
    ],
)
def test_a_failure_is_one_line_with_the_exit_code_and_the_last_line(
    site: Site, live: Target, command: list[str], says: str
) -> None:
    with pytest.raises(SitegenError) as caught:
        publish(site, live.model_copy(update={"after": tuple(command)}))
    assert says in str(caught.value)
    assert str(caught.value).startswith("the site was published, but the command after it (")
    assert (site.root.parent / "www" / "index.html").read_bytes() == SITE["index.html"]


def test_secrets_are_not_printed(site: Site, live: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDN_API_KEY", "rahasia-sekali")
    program = "import os, sys; sys.exit('refused: ' + os.environ['CDN_API_KEY'] + ' https://rina:pass@example.org/')"
    with pytest.raises(SitegenError, match=r"refused: \*\*\* https://\*\*\*@example.org/") as caught:
        publish(site, live.model_copy(update={"after": tuple(python(program))}))
    assert "rahasia" not in str(caught.value)


def test_the_script_in_the_docs_asks_for_each_address(
    site: Site, live: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")
    (text,) = [block for block in re.findall(r"```bash\n(.*?)```", docs, re.DOTALL) if "purge.sh" in block]
    tools = site.root / "tools"
    tools.mkdir()
    for path, script in ((site.root / "purge.sh", text), (tools / "curl", '#!/bin/sh\necho "$@" >> asked.txt\n')):
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    assert publish(site, live.model_copy(update={"after": ("./purge.sh",)})) == len(SITE)
    asked = (site.root / "asked.txt").read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(SITE)
    assert "--fail --silent --show-error --request PURGE https://example.org/berita/id/gempa/" in asked


# As the command says it


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    """A site with a target whose command is a script beside site.toml."""
    site = make_site(publish={})
    settings = site.root / "site.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[publish]\n", "")
        + '[publish.www]\nkind = "directory"\npath = "../www"\nafter = ["./purge.sh", "all of it"]\n',
        encoding="utf-8",
    )
    script(site, "exit 0")
    site.pair("gempa", ("Gempa", "Earthquake"))
    return site


def script(site: SiteFolder, text: str) -> None:
    path = site.root / "purge.sh"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.slow
def test_a_run_of_the_command_is_said(folder: SiteFolder) -> None:
    said = lines(folder.root, "publish", "www")
    number = len(folder.files())
    assert said[-1] == f"Ran         ./purge.sh 'all of it': {number} changed files"
    assert lines(folder.root, "publish", "www")[-1] == "Not run     ./purge.sh 'all of it': nothing has changed"


@pytest.mark.slow
def test_a_dry_run_shows_the_command_and_does_not_run_it(folder: SiteFolder) -> None:
    script(folder, "touch was-run")
    said = lines(folder.root, "publish", "www", "--dry-run")
    assert said[-1].startswith("Would run   ./purge.sh 'all of it': ")
    assert not (folder.root / "was-run").exists()
    lines(folder.root, "publish", "www")
    assert (folder.root / "was-run").exists()
    assert lines(folder.root, "publish", "www", "--dry-run")[-1].startswith("Not run     ./purge.sh")


@pytest.mark.slow
def test_a_failure_comes_after_what_was_published(folder: SiteFolder) -> None:
    script(folder, "echo 'zone unknown' >&2; exit 4")
    result = run(folder.root, "publish", "www")
    assert result.stdout.splitlines()[-1].startswith("Published   ")
    assert str(result.exception) == (
        "the site was published, but the command after it (./purge.sh 'all of it') has failed with exit code 4: "
        "zone unknown; 'publish www' runs it again"
    )
    script(folder, "exit 0")
    said = lines(folder.root, "publish", "www")
    assert said[-2].endswith(": nothing new")
    assert said[-1].startswith("Ran         ./purge.sh")


def test_nothing_runs_where_nothing_may_be_published(folder: SiteFolder) -> None:
    script(folder, "touch was-run")
    (folder.root.parent / "www").mkdir()
    (folder.root.parent / "www" / "milik-orang.html").write_text("x", encoding="utf-8")
    assert "--take-over" in trouble(folder.root, "publish", "www")
    assert not (folder.root / "was-run").exists()
    assert not (load_site(folder.root).state / "after-publish").exists()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ('"./purge.sh --all"', 'after: write a list: the program, then its arguments, such as ["./purge.sh", "live"]'),
        ('[""]', "after: write the program's name or path first"),
        ("[1]", "after.0: Input should be a valid string"),
        ('["curl", "-H", "Authorization: Bearer 0123456789abcdef"]', "after: secrets do not belong in this file"),
    ],
)
def test_a_wrong_command_is_named_with_its_line(folder: SiteFolder, value: str, says: str) -> None:
    settings = folder.root / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('["./purge.sh", "all of it"]', value), encoding="utf-8")
    line = 1 + text[: text.index("after = ")].count("\n")
    assert f"site.toml:{line}: publish.www.{says}" in trouble(folder.root, "publish", "www")
