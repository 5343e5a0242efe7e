"""Metadata is taken out of pictures and nothing else; what is broken is left as it is."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from wallethelp.core.pictures import without_metadata

NEEDLE = b"lin 22.3N 114.1E iPhone"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int, order: str = ">") -> bytes:
    """An EXIF segment of a camera: how it is turned, and where it was taken."""
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    entries = struct.pack(f"{order}HHIH2x", 0x0112, 3, 1, turned)
    entries += struct.pack(f"{order}HHI4s", 0x010F, 2, 4, b"abcd")
    return segment(0xE1, b"Exif\0\0" + head + struct.pack(f"{order}H", 2) + entries + NEEDLE)


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
TABLES = segment(0xDB, bytes(65)) + segment(0xC0, bytes(15))
SCAN = segment(0xDA, bytes(10)) + b"\x12\xff\x00\x34\xff\xd0\x56"
COLOURS = segment(0xE2, b"ICC_PROFILE\0 colours")
END = b"\xff\xd9"
TOLD = (
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + NEEDLE),
    segment(0xED, b"Photoshop 3.0\0" + NEEDLE),
    segment(0xE2, b"MPF\0" + NEEDLE),
    segment(0xFE, NEEDLE),
)


def jpeg(*parts: bytes) -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(parts) + TABLES + SCAN + SCAN + END


def chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes) -> bytes:
    shown = chunk(b"IHDR", bytes(13)), chunk(b"gAMA", bytes(4)), *chunks, chunk(b"IDAT", b"pixels")
    return b"\x89PNG\r\n\x1a\n" + b"".join(shown) + chunk(b"IEND")


def test_a_jpeg_keeps_its_picture_and_loses_what_tells_of_place_and_device() -> None:
    assert without_metadata(jpeg(*TOLD, COLOURS) + NEEDLE) == jpeg(COLOURS)
    assert without_metadata(jpeg()) == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_stays_upright(order: str) -> None:
    turned = without_metadata(jpeg(exif(6, order)))
    assert turned is not None
    assert NEEDLE not in turned
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in turned
    assert without_metadata(turned) == turned
    assert without_metadata(jpeg(exif(1, order))) == jpeg()


def test_a_png_keeps_its_picture_and_loses_its_texts() -> None:
    told = [chunk(name, NEEDLE) for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"priv")]
    assert without_metadata(png(*told) + NEEDLE) == png()
    assert without_metadata(png(chunk(b"tRNS", b"\0"))) == png(chunk(b"tRNS", b"\0"))


@pytest.mark.parametrize("whole", [jpeg(*TOLD, exif(8)), png(chunk(b"tEXt", NEEDLE))])
def test_a_picture_that_is_cut_off_is_left_as_it_is(whole: bytes) -> None:
    assert [n for n in range(len(whole)) if without_metadata(whole[:n]) is not None] == []


def test_other_files_are_left_as_they_are() -> None:
    for content in (b"", b"RIFF....WEBPVP8 ", b"%PDF-1.7", b"\xff\xd8", b"GIF89a", b"\x89PNG"):
        assert without_metadata(content) is None


@PROPERTY
@given(
    st.sampled_from([jpeg(*TOLD, exif(3), COLOURS), png(chunk(b"iTXt", NEEDLE))]),
    st.data(),
)
def test_a_damaged_picture_is_left_or_comes_out_whole(picture: bytes, data: st.DataObject) -> None:
    changed = bytearray(picture)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(picture) - 1))] = data.draw(st.integers(0, 255))
    bare = without_metadata(bytes(changed))
    assert bare is None or without_metadata(bare) == bare
