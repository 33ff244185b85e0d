"""Makes honest little files with a marker planted in every place where a file can carry words beside its picture."""

from __future__ import annotations

import functools
import io
import random
import struct
import zlib
from typing import Any

import pikepdf
from PIL import Image, ImageCms, PngImagePlugin

ARTIST, COPYRIGHT, DESCRIPTION, MAKE, GPS = 0x013B, 0x8298, 0x010E, 0x010F, 0x8825
NORTH, LATITUDE, AREA = 1, 2, 0x001C


@functools.cache
def picture(width: int = 72, height: int = 48, seed: int = 1) -> Image.Image:
    """A small noisy colour picture."""
    drawn = random.Random(seed)
    return Image.frombytes("RGB", (width, height), drawn.randbytes(width * height * 3))


def exif(place: str, author: str) -> bytes:
    """Camera notes with a place and an author."""
    notes = Image.Exif()
    notes[ARTIST] = notes[COPYRIGHT] = notes[DESCRIPTION] = notes[MAKE] = author
    notes.get_ifd(GPS).update({NORTH: "N", LATITUDE: (51.0, 22.0, 33.0), AREA: place.encode()})
    return notes.tobytes()


def xmp(place: str, author: str) -> bytes:
    """The other kind of notes, in XML."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
        f'dc:creator="{author}" exif:GPSLatitude="{place}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


@functools.cache
def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile(author: str) -> bytes:
    """A colour profile that also names somebody."""
    return _profile() + author.encode()


def photo(form: str, place: str, author: str) -> bytes:
    """A photo in `form` (JPEG, PNG, WEBP or HEIF) with the two markers in every kind of note that the form allows."""
    written = io.BytesIO()
    notes = {"exif": exif(place, author), "icc_profile": profile(author), "xmp": xmp(place, author)}
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", author)
        words.add_itxt("XML:com.adobe.xmp", notes.pop("xmp").decode())
        words.add_text("Location", place, zip=True)
        picture().save(written, form, pnginfo=words, **notes)
    elif form == "JPEG":
        picture().save(written, form, comment=author.encode(), **notes)
        return with_jpeg_segment(written.getvalue(), 0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + place.encode())
    else:
        picture().save(written, form, **notes)
    return written.getvalue()


def with_jpeg_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """`jpeg` with one more segment right after its start."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + jpeg[2:]


def png_chunk(name: bytes, content: bytes) -> bytes:
    """One chunk of a PNG, with its check sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_with_sides(width: int, height: int) -> bytes:
    """A one-colour grey PNG of any size that packs to next to nothing."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def document(pages: int = 1, words: str = "Dear Otter Bridge") -> pikepdf.Pdf:
    """An open PDF with a line of text on each page, to be made worse and saved with `saved`."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(pages):
        page = made.add_blank_page(page_size=(298, 420))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(f"BT /F1 18 Tf 30 380 Td ({words} {number + 1}) Tj ET".encode())
    return made


def saved(open_document: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of an open PDF."""
    written = io.BytesIO()
    open_document.save(written, **options)
    return written.getvalue()


def letter(place: str, author: str) -> bytes:
    """A PDF that names its author and place in every kind of note."""
    made = document()
    made.docinfo["/Author"], made.docinfo["/Title"], made.docinfo["/Subject"] = author, author, place
    made.Root.Metadata = made.make_stream(xmp(place, author), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    made.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(Office=pikepdf.Dictionary(Private=pikepdf.String(author)))
    return saved(made, compress_streams=False)
