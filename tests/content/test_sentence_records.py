"""The record of a translated file's sentences: one readable line each, from which the same is read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.front_matter.sentence_records import BY_A_PERSON, Entry, format_entries, parse_entries
from sitegen.languages.issues import IssueKind

DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
HUNDREDTHS = st.integers(0, 100).map(lambda number: number / 100)
ENTRIES = st.builds(
    Entry,
    DIGESTS,
    DIGESTS | st.just(BY_A_PERSON),
    flags=st.lists(st.sampled_from([str(kind) for kind in IssueKind]), unique=True).map(tuple),
    beside=st.just("") | DIGESTS,
    confidence=st.none() | HUNDREDTHS,
)


@given(st.lists(ENTRIES | st.just(Entry()), min_size=2))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    assert parse_entries(format_entries(entries)) == tuple(entries)


def test_the_confidence_stands_between_the_digests_and_the_issues() -> None:
    entry = Entry("4948800c", "101157d4", ("name",), confidence=0.4)

    assert format_entries([Entry(), Entry(), entry])[-1] == "4948800c → 101157d4, 0.40, name"
