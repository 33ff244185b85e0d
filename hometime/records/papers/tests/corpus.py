"""A self-made corpus of hostile files, the same for the same numbers: disguises, polyglots, bombs, programs, mutations.

Each file carries its own marker wherever a payload could ride. A file that must be refused says why; one that may be
rebuilt (a mutation may hit a pixel or the header) must come out without its marker.
"""

from __future__ import annotations

import dataclasses
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hometime.records.papers.shapes import Reason
from hometime.records.papers.tests import planting

FORMS = ("JPEG", "PNG", "WEBP", "HEIF", "PDF")


@dataclasses.dataclass(frozen=True)
class Hostile:
    """One file: what it claims to be called, its bytes, its marker and, where it must be refused, the reason."""

    name: str
    data: bytes
    marker: str
    refused: Reason | None = None


def base(form: str, marker: str) -> bytes:
    """An honest file of `form` with `marker` in all its notes."""
    return planting.letter(marker, marker) if form == "PDF" else planting.photo(form, marker, marker)


def disguises(marker: str) -> Iterator[Hostile]:
    """Files of kinds that we do not take, under the names of those that we do."""
    words = marker.encode()
    kinds: dict[str, tuple[bytes, Reason]] = {
        "gif": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + words, Reason.OTHER_KIND),
        "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>" + words + b"</script></svg>", Reason.OTHER_KIND),
        "html": (b"<!doctype html><script>" + words + b"</script>", Reason.OTHER_KIND),
        "html-before-pdf": (b"<script>" + words + b"</script>" + base("PDF", marker), Reason.OTHER_KIND),
        "exe": (b"MZ\x90\x00" + words, Reason.OTHER_KIND),
        "elf": (b"\x7fELF\x02\x01" + words, Reason.OTHER_KIND),
        "script": (b"#!/bin/sh\necho " + words, Reason.OTHER_KIND),
        "bmp": (b"BM" + words, Reason.OTHER_KIND),
        "tiff": (b"II*\x00" + words, Reason.OTHER_KIND),
        "postscript": (b"%!PS-Adobe-3.0\n" + words, Reason.OTHER_KIND),
        "avif": (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00" + words, Reason.OTHER_KIND),
        "mif1-avif": (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00avifmiaf" + words, Reason.OTHER_KIND),
        "zip": (packed({"a.txt": words}), Reason.ARCHIVE),
        "docx": (packed({"[Content_Types].xml": words, "word/document.xml": words}), Reason.OFFICE),
        "odt": (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), Reason.OFFICE),
        "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words, Reason.OFFICE),
        "rtf": (b"{\\rtf1 " + words, Reason.OFFICE),
        "7z": (b"7z\xbc\xaf\x27\x1c" + words, Reason.ARCHIVE),
        "mp4": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + words, Reason.FILM),
        "mov": (b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + words, Reason.FILM),
        "webm": (b"\x1aE\xdf\xa3" + words, Reason.FILM),
        "avi": (b"RIFF\x00\x00\x00\x00AVI " + words, Reason.FILM),
        "heic-film": (b"\x00\x00\x00\x18ftyphevc\x00\x00\x00\x00msf1hevc" + words, Reason.MOVING),
        "m4a": (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + words, Reason.SOUND),
        "mp3": (b"ID3\x04\x00" + words, Reason.SOUND),
        "wav": (b"RIFF\x00\x00\x00\x00WAVEfmt " + words, Reason.SOUND),
        "empty": (b"", Reason.EMPTY),
        "too-big": (b"\xff\xd8\xff" + bytes(15 * 1024 * 1024), Reason.TOO_BIG),
        "header-only-jpeg": (b"\xff\xd8\xff\xe0", Reason.DAMAGED),
        "header-only-png": (b"\x89PNG\r\n\x1a\n", Reason.DAMAGED),
        "header-only-webp": (b"RIFF\x04\x00\x00\x00WEBP", Reason.DAMAGED),
        "header-only-heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Reason.DAMAGED),
        "header-only-pdf": (b"%PDF-1.7\n" + words, Reason.DAMAGED),
    }
    endings = ("jpg", "png", "pdf", "heic")
    for at, (label, (data, reason)) in enumerate(kinds.items()):
        yield Hostile(f"{label}.{endings[at % 4]}", data, marker, reason)


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP of `files`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def polyglots(marker: str) -> Iterator[Hostile]:
    """Good files that are also something else. They may be taken; the something else must be gone."""
    words = marker.encode()
    riders = {
        "zip": packed({"evil.js": words}),
        "html": b"<html><script>alert('" + words + b"')</script></html>",
        "php": b"<?php system('" + words + b"'); ?>",
        "exe": b"MZ\x90\x00" + words,
        "pdf": base("PDF", marker),
    }
    for label, rider in riders.items():
        for form in FORMS:
            yield Hostile(f"{form}-then-{label}", base(form, marker) + rider, marker)
        inside = planting.with_jpeg_segment(base("JPEG", marker), 0xFE, rider)
        yield Hostile(f"jpeg-comment-{label}.html", inside, marker)
        png = base("PNG", marker)
        yield Hostile(f"png-chunk-{label}.svg", png[:33] + planting.png_chunk(b"prVt", rider) + png[33:], marker)


def bombs(marker: str) -> Iterator[Hostile]:
    """Small files that unpack to more than anybody's memory, or say that they do."""
    jpeg, png = base("JPEG", marker), base("PNG", marker)
    frame = jpeg.index(b"\xff\xc0") + 5
    yield Hostile("vast.jpg", jpeg[:frame] + b"\xff\xdc\xff\xdc" + jpeg[frame + 4 :], marker, Reason.TOO_MANY_PIXELS)
    yield Hostile("just-over.png", planting.png_with_sides(6400, 6400), marker, Reason.TOO_MANY_PIXELS)
    head = planting.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 65535, 65535, 8, 2, 0, 0, 0))
    yield Hostile("vast.png", png[:8] + head + png[33:], marker, Reason.TOO_MANY_PIXELS)
    note = planting.png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    yield Hostile("note-bomb.png", png[:33] + note + png[33:], marker, Reason.DAMAGED)
    webp = bytearray(base("WEBP", marker))
    webp[24:30] = b"\xff\x3f\x00\xff\x3f\x00"
    yield Hostile("vast.webp", bytes(webp), marker, None)
    for label, worsen, reason in PDF_BOMBS:
        yield Hostile(f"{label}.pdf", _worsened(worsen, marker), marker, reason)


def moving(marker: str) -> Iterator[Hostile]:
    """Pictures that move."""
    frames = [planting.picture(seed=seed) for seed in (2, 3)]
    for form in ("WEBP", "PNG"):
        written = io.BytesIO()
        frames[0].save(written, form, save_all=True, append_images=frames[1:], duration=100, loop=0)
        yield Hostile(f"moving.{form}", written.getvalue(), marker, Reason.MOVING)


def programs(marker: str) -> Iterator[Hostile]:
    """PDFs that hold more than pages."""
    for label, worsen in PDF_PROGRAMS:
        yield Hostile(f"{label}.pdf", _worsened(worsen, marker), marker, Reason.MORE_THAN_PAGES)
    hidden = planting.document()
    _open_action(hidden, marker)
    plain = planting.saved(hidden, compress_streams=False)
    spelt = plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4aS")
    yield Hostile("spelt-otherwise.pdf", spelt, marker, Reason.MORE_THAN_PAGES)
    inside = planting.saved(hidden, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield Hostile("inside-an-object-stream.pdf", inside, marker, Reason.MORE_THAN_PAGES)


def _worsened(worsen: Callable[[pikepdf.Pdf, str], dict[str, Any] | None], marker: str) -> bytes:
    document = planting.document()
    options = worsen(document, marker) or {}
    return planting.saved(document, **options)


def _script(marker: str) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{marker}')"))


def _open_action(document: pikepdf.Pdf, marker: str) -> None:
    document.Root.OpenAction = _script(marker)


def _page_action(document: pikepdf.Pdf, marker: str) -> None:
    document.pages[0].obj.AA = Dictionary(O=document.make_indirect(_script(marker)))


def _named_scripts(document: pikepdf.Pdf, marker: str) -> None:
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script(marker)])))


def _field_script(document: pikepdf.Pdf, marker: str) -> None:
    field = Dictionary(FT=Name.Tx, T=String("total"), AA=Dictionary(C=_script(marker)))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]))


def _launch(document: pikepdf.Pdf, marker: str) -> None:
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String(f"{marker}.exe"))


def _attached(document: pikepdf.Pdf, marker: str) -> None:
    document.attachments[f"{marker}.exe"] = pikepdf.AttachedFileSpec(
        document,
        b"MZ" + marker.encode(),
        description="",
        filename=f"{marker}.exe",
        mime_type="",
        creation_date="",
        mod_date="",
    )


def _pinned(document: pikepdf.Pdf, marker: str) -> None:
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], Contents=String(marker))
    document.pages[0].obj.Annots = Array([document.make_indirect(pin)])


def _self_building_form(document: pikepdf.Pdf, marker: str) -> None:
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(marker.encode()), Fields=Array([]))


def _media(document: pikepdf.Pdf, marker: str) -> None:
    clip = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9], NM=String(marker))
    document.pages[0].obj.Annots = Array([document.make_indirect(clip)])


PDF_PROGRAMS = (
    ("open-action", _open_action), ("page-action", _page_action), ("named-scripts", _named_scripts),
    ("field-script", _field_script), ("launch", _launch), ("attached", _attached), ("pinned", _pinned),
    ("self-building-form", _self_building_form), ("media", _media),
)  # fmt: skip


def _stream_bomb(document: pikepdf.Pdf, marker: str) -> None:
    bomb = document.make_stream(zlib.compress(bytes(200_000_000), 9))
    bomb.stream_dict.Filter = Name.FlateDecode
    document.Root.Extra = bomb
    document.Root.Note = String(marker)


def _stream_bomb_twice(document: pikepdf.Pdf, _marker: str) -> dict[str, Any]:
    bomb = document.make_stream(b"")
    bomb.write(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9), filter=[Name.FlateDecode, Name.FlateDecode])
    document.Root.Extra = bomb
    return {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


def _image_bomb(document: pikepdf.Pdf, _marker: str) -> None:
    image = document.make_stream(b"")
    image.write(zlib.compress(bytes(1000)), filter=Name.FlateDecode)
    image.stream_dict.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=30000, Height=30000,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )
    )  # fmt: skip
    document.pages[0].obj.Resources.XObject = Dictionary(Im1=image)


def _many_pages(document: pikepdf.Pdf, _marker: str) -> None:
    while len(document.pages) < 61:
        document.add_blank_page()


def _locked(_document: pikepdf.Pdf, _marker: str) -> dict[str, Any]:
    return {"encryption": pikepdf.Encryption(owner="otter", user="bridge")}


def _vast_page(document: pikepdf.Pdf, _marker: str) -> None:
    document.pages[0].obj.MediaBox = Array([0, 0, 900_000_000, 900_000_000])


def _thread_page(document: pikepdf.Pdf, _marker: str) -> None:
    document.pages[0].obj.MediaBox = Array([0, 0, 14400, 1])


def _page_loop(document: pikepdf.Pdf, _marker: str) -> None:
    document.Root.Pages.Kids.append(document.Root.Pages)


def _deep(document: pikepdf.Pdf, _marker: str) -> None:
    nest = Array([])
    for _ in range(300):
        nest = Array([nest])
    document.Root.Deep = nest


def _endless_drawing(document: pikepdf.Pdf, _marker: str) -> None:
    line = b"0 0 m 298 420 l 0 420 l 298 0 l 20 w S\n"
    document.pages[0].obj.Contents = document.make_stream(line * 900_000)


PDF_BOMBS = (
    ("stream-bomb", _stream_bomb, Reason.UNPACKS_TOO_BIG),
    ("stream-bomb-twice", _stream_bomb_twice, Reason.UNPACKS_TOO_BIG),
    ("image-bomb", _image_bomb, Reason.TOO_MANY_PIXELS),
    ("many-pages", _many_pages, Reason.TOO_MANY_PAGES),
    ("locked", _locked, Reason.LOCKED),
    ("vast-page", _vast_page, None),
    ("thread-page", _thread_page, None),
    ("page-loop", _page_loop, None),
    ("deep", _deep, None),
    ("endless-drawing", _endless_drawing, None),
)


def mutations(each: int, seed: int) -> Iterator[Hostile]:
    """`each` damaged copies of every form: bytes turned, cut out, doubled, swapped, and the end cut off."""
    drawn = random.Random(seed)
    for form in FORMS:
        for number in range(each):
            marker = f"HTM{seed:03d}{form}{number:05d}Q"
            data = bytearray(base(form, marker))
            damage = DAMAGES[number % len(DAMAGES)]
            yield Hostile(f"{form}-{damage.__name__}-{number}", bytes(damage(data, drawn)), marker)


def _turn_bytes(data: bytearray, drawn: random.Random) -> bytearray:
    for _ in range(drawn.choice((1, 3, 20, 200))):
        data[drawn.randrange(12, len(data))] = drawn.randrange(256)
    return data


def _turn_early_bytes(data: bytearray, drawn: random.Random) -> bytearray:
    for _ in range(4):
        data[drawn.randrange(12, min(400, len(data)))] = drawn.choice((0, 1, 0x7F, 0x80, 0xFF))
    return data


def _cut_end(data: bytearray, drawn: random.Random) -> bytearray:
    return data[: drawn.randrange(8, len(data))]


def _cut_out(data: bytearray, drawn: random.Random) -> bytearray:
    start = drawn.randrange(12, len(data))
    del data[start : start + drawn.randrange(1, 300)]
    return data


def _double(data: bytearray, drawn: random.Random) -> bytearray:
    start = drawn.randrange(12, len(data))
    return data[: start + 200] + data[start:]


def _swap_ends(data: bytearray, drawn: random.Random) -> bytearray:
    at = drawn.randrange(12, len(data))
    return data[:12] + data[at:] + data[12:at]


DAMAGES = (_turn_bytes, _turn_early_bytes, _cut_end, _cut_out, _double, _swap_ends)


def corpus(each_form: int, seed: int = 7) -> Iterator[Hostile]:
    """The whole corpus, with `each_form` mutations of every form."""
    families = (disguises, polyglots, bombs, moving, programs)
    for number, family in enumerate(families):
        yield from family(f"HTMARK{seed:03d}{number:02d}ZQ")
    yield from mutations(each_form, seed)
