"""Pictures without what tells of place, time and device: JPEG and PNG, no pixel touched.

Ours, because what a library offers is worse here: Pillow would encode a JPEG anew, so that it is
no longer the picture that was taken, and would not fit into the size of an installation; those that
only cut are kept by nobody any more, or know EXIF alone.
"""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT cICP mDCV cLLI acTL"
    b" fcTL fdAT".split()
)
"""Chunks of a PNG that say what it looks like."""
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ALONE = frozenset(range(0xD0, 0xD8)) | {0x01}
"""Markers of a JPEG without a length."""
_LOOKS: dict[int, tuple[bytes, ...]] = {
    _APP0: (b"JFIF\0",),
    _APP2: (b"ICC_PROFILE\0",),
    _APP14: (b"Adobe",),
}
"""What an application's segment begins with where it says what the picture looks like."""
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112


class _BrokenError(ValueError):
    """The picture is not built as it should be."""


def without_metadata(content: bytes) -> bytes | None:
    """The JPEG or PNG in `content` without its metadata; None where it is neither, or is broken.

    What turns a photo upright is kept, and so are colours. What stands behind its end is left out.
    """
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(_png_parts(content))
        if content.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8" + b"".join(_jpeg_parts(content))
    except (_BrokenError, struct.error):
        return None
    return None


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + length + 12
        if end > len(content):
            raise _BrokenError
        if name in _SHOWN:
            yield content[at:end]
        if name == b"IEND":
            return
        at = end


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        marker, start = _marker(content, at)
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        if marker in _ALONE:
            yield bytes((0xFF, marker))
            at = start
            continue
        (length,) = struct.unpack_from(">H", content, start)
        end = start + length
        if length < 2 or end > len(content):
            raise _BrokenError
        body = content[start + 2 : end]
        if _says_how_it_looks(marker, body):
            yield bytes((0xFF, marker)) + content[start:end]
        elif marker == _APP1 and body.startswith(_EXIF):
            yield _upright(body[len(_EXIF) :])
        at = end
        if marker == _SOS:
            at = _end_of_scan(content, end)
            yield content[end:at]


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins; it may be filled up before."""
    if content[at : at + 1] != b"\xff":
        raise _BrokenError
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content) or content[at] == 0:
        raise _BrokenError
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is no part of the picture's data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _BrokenError
        if content[at + 1] not in (0, *_ALONE):
            return at
        at += 2


def _says_how_it_looks(marker: int, body: bytes) -> bool:
    if marker == _COM:
        return False
    if _APP0 <= marker <= _APP15:
        return body.startswith(_LOOKS.get(marker, ())) if marker in _LOOKS else False
    return True


def _upright(exif: bytes) -> bytes:
    """A segment that says only how the picture is turned; nothing where it is not."""
    turned = _orientation(exif)
    if turned not in range(2, 9):
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    body = _EXIF + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return bytes((0xFF, _APP1)) + struct.pack(">H", len(body) + 2) + body


def _orientation(exif: bytes) -> int:
    order = {b"MM": ">", b"II": "<"}.get(exif[:2])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for number in range(count):
            tag, _kind, _many, value = struct.unpack_from(
                f"{order}HHIH", exif, first + 2 + 12 * number
            )
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 0
    return 0
