"""Bytes to text: by byte order mark, header, meta element, UTF-8, detection, in this order.

A name that does not fit the bytes is passed over: pages that call their Latin-1 UTF-8 are common.
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_AS_BROWSERS_DO = {  # WHATWG Encoding: these labels mean their supersets
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
HEAD = 4096
"""Bytes in which a meta element or an XML declaration is looked for."""
SAMPLE = 65_536
"""Bytes that detection reads; more would cost seconds and tell no more."""


def decode(body: bytes, declared: str | None = None) -> str:
    """The body as text; `declared` is the charset of the Content-Type header. Never fails."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    for name in _candidates(body, declared):
        try:
            return body.decode(name)
        except (LookupError, ValueError):  # no such encoding, or the bytes are not in it
            continue
    return body.decode("cp1252", errors="replace")


def _candidates(body: bytes, declared: str | None) -> Iterator[str]:
    if declared:
        yield _known(declared)
    if found := _META.search(body[:HEAD]):
        yield _known(found[1].decode("ascii"))
    yield "utf-8"
    if best := from_bytes(body[:SAMPLE]).best():
        yield best.encoding


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return label
    return _AS_BROWSERS_DO.get(name, name)
