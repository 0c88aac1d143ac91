import pytest
from claimwire_client.sse import EventStream, Sent

STREAMS = [
    ("an event ends at the empty line", ["data: a", ""], [Sent("a")]),
    ("several data lines are one text", ["data: a", "data: b", ""], [Sent("a\nb")]),
    ("one space after the colon is dropped", ["data:  a", ""], [Sent(" a")]),
    ("no space after the colon is fine", ["data:a", ""], [Sent("a")]),
    ("a comment is skipped", [": ping", "", "data: a", ""], [Sent("a")]),
    ("an event without data is none", ["event: job", "", "data: a", ""], [Sent("a")]),
    (
        "the id stays for later events",
        ["id: 3", "data: a", "", "data: b", ""],
        [Sent("a", "3"), Sent("b", "3")],
    ),
    ("an id with a NUL is ignored", ["id: 3\0", "data: a", ""], [Sent("a")]),
    ("an event has a name", ["event: job", "data: a", ""], [Sent("a", name="job")]),
    ("an unfinished event is not given", ["data: a"], []),
]


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in STREAMS], ids=[row[0] for row in STREAMS])
def test_an_event_stream_reads_as_the_standard_says(lines: list[str], expected: list[Sent]) -> None:
    stream = EventStream()
    assert [event for line in lines if (event := stream.feed(line))] == expected
