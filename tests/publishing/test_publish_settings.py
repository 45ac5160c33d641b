"""Where to publish to stands in site.toml; secrets do not, and none is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.settings.line_numbers import line_of_setting
from sitegen.settings.secrets import scrubbed, secret_in
from sitegen.settings.site import Site, load_site
from sitegen.settings.targets import DirectoryTarget, GitTarget, RsyncTarget, S3Target

HEAD = '[title]\nid = "Cermin"\nen = "Mirror"\n'


def load(folder: Path, text: str) -> Site:
    (folder / "site.toml").write_text(HEAD + text, encoding="utf-8")
    return load_site(folder)


def trouble(folder: Path, text: str) -> str:
    """What is said about a site.toml, from the line's number on; the fourth line is the first of ``text``."""
    with pytest.raises(SitegenError) as caught:
        load(folder, text)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{folder / 'site.toml'}:")


def test_each_kind_of_target(tmp_path: Path) -> None:
    site = load(
        tmp_path,
        '[publish.live]\nkind = "git"\ncname = "news.example.org"\nkeep = [".well-known/", "ads.txt"]\n'
        '[publish.copy]\nkind = "directory"\npath = "../www"\nhost_files = true\n'
        '[publish.host]\nkind = "rsync"\ndestination = "rina@host.example.org:/srv/www"\n'
        '[publish.bucket]\nkind = "s3"\nbucket = "news"\nprefix = "/a/b/"\nendpoint_url = "https://s3.example.org"\n',
    )
    assert site.publish == {
        "live": GitTarget(kind="git", cname="news.example.org", keep=(".well-known", "ads.txt")),
        "copy": DirectoryTarget(kind="directory", path="../www", host_files=True),
        "host": RsyncTarget(kind="rsync", destination="rina@host.example.org:/srv/www"),
        "bucket": S3Target(kind="s3", bucket="news", prefix="a/b", endpoint_url="https://s3.example.org"),
    }
    live, bucket = site.publish["live"], site.publish["bucket"]
    assert isinstance(live, GitTarget)
    assert (live.branch, live.remote) == ("gh-pages", "origin")
    assert isinstance(bucket, S3Target)
    assert bucket.prefix == "a/b/"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[publish.a]\nbranch = "x"\n', "4: publish.a: write kind = one of 'directory', 'git', 'rsync', 's3'"),
        ('[publish.a]\nkind = "ftp"\n', "4: publish.a: write kind = one of"),
        ('[publish]\na = "git"\n', "5: publish.a: write kind = one of"),
        ('[publish.a]\nkind = "git"\nbrunch = "x"\n', "6: publish.a.brunch: there is no such setting"),
        ('[publish.a]\nkind = "git"\n[publish.b]\nkind = "git"\nbranch = "a..b"\n', "8: publish.b.branch: write a"),
        ('[publish.a]\nkind = "git"\nbranch = "-f"\n', "6: publish.a.branch: write a branch's name"),
        ('[publish.a]\nkind = "git"\nremote = "--upload-pack=x"\n', "6: publish.a.remote: write a name, a path or"),
        ('[publish.a]\nkind = "git"\ncname = "https://x.org"\n', "6: publish.a.cname: write the host's name alone"),
        ('[publish.a]\nkind = "rsync"\ndestination = "-e sh"\n', "6: publish.a.destination: write a name, a path"),
        ('[publish.a]\nkind = "s3"\n', "4: publish.a.bucket: is missing; add it"),
        ('[publish.a]\nkind = "s3"\nbucket = "a/b"\n', "6: publish.a.bucket:"),
        ('[publish.a]\nkind = "s3"\nbucket = "bb"\nendpoint_url = "s3.example.org"\n', "7: publish.a.endpoint_url:"),
        ('[publish.a]\nkind = "git"\nkeep = ["a", "../b"]\n', "6: publish.a.keep.1: write the path of a file or"),
        ('[publish."A b"]\nkind = "git"\n', "4: publish.A b:"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    assert trouble(tmp_path, text).startswith(says)


@pytest.mark.parametrize(
    ("setting", "secret"),
    [
        ('aws_secret_access_key = "verysecret"', "verysecret"),
        ('access_key_id = "verysecret"', "verysecret"),
        ('password = "verysecret"', "verysecret"),
        ('api-key = "verysecret"', "verysecret"),
        ('token = "verysecret"', "verysecret"),
        ('remote = "https://rina:verysecret@github.com/rina/news.git"', "verysecret"),
        ('remote = "https://verysecret@github.com/rina/news.git"', "verysecret"),
        ('bucket = "AKIAIOSFODNN7EXAMPLE"', "AKIAIOSFODNN7EXAMPLE"),
        ('keep = ["ghp_0123456789abcdefghij0123456789abcdef"]', "ghp_0123456789abcdefghij0123456789abcdef"),
    ],
)
def test_a_secret_is_refused_with_advice_and_not_printed(tmp_path: Path, setting: str, secret: str) -> None:
    said = trouble(tmp_path, f'[publish.live]\nkind = "git"\n{setting}\n')
    key = setting.partition(" ")[0]
    assert said.startswith(f"6: publish.live.{key}: secrets do not belong in this file")
    assert "environment" in said
    assert secret not in said


def test_words_for_readers_may_be_about_secrets(tmp_path: Path) -> None:
    site = load(
        tmp_path, '[description]\nid = "Rahasia"\nen = "token"\n[tags]\nsecret = "Secret"\n"api key" = "Keys"\n'
    )
    assert set(site.tags) == {"secret", "api key"}
    assert secret_in({"publish": {"a": {"remote": "ssh://git@example.org/news.git", "keep": ["tokens.html"]}}}) is None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("fatal: 'https://rina:pass@example.org/x.git' not found", "fatal: 'https://***@example.org/x.git' not found"),
        ("https://token123@example.org/", "https://***@example.org/"),
        ("ssh://git@example.org/x.git", "ssh://git@example.org/x.git"),
        ("ssh://git:pass@example.org/x.git", "ssh://***@example.org/x.git"),
        ("key AKIAIOSFODNN7EXAMPLE is unknown", "key *** is unknown"),
        ("mail rina@example.org", "mail rina@example.org"),
    ],
)
def test_what_is_printed_has_no_secrets(text: str, clean: str) -> None:
    assert scrubbed(text) == clean


def test_secrets_of_the_environment_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "abc/def+ghi=")
    monkeypatch.setenv("RSYNC_PASSWORD", "rahasia-sekali")
    monkeypatch.setenv("MY_TOKEN", "")
    assert scrubbed("used abc/def+ghi= and rahasia-sekali.") == "used *** and ***."


@given(st.text(alphabet="abcXYZ019-_.~%", min_size=1), st.text(alphabet="abcXYZ019-_.~%!$", min_size=8))
def test_no_password_in_an_address_survives(user: str, password: str) -> None:
    assert f":{password}@" not in scrubbed(f"cannot open https://{user}:{password}@example.org/a: no")


def test_lines_of_settings() -> None:
    text = 'a = 1\n# b = 2\n[t]\n"b" = 3\n[t.u]\nb = 4\n[v]\nw.x = 5\ny = { z = 6 }\n[[l]]\nb = 7\n'
    keys = {"a": 1, "t.b": 4, "t.u.b": 6, "v.w.x": 8, "v.y.z": 9, "t.u.missing": 5, "l.0.b": 11, "none": None, "u": 5}
    assert {key: line_of_setting(text, key) for key in keys} == keys
