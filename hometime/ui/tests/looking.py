"""Serves the gallery on this machine under the strict content policy, and takes its pictures.

`python -m hometime.ui.tests.looking FOLDER today:en-320-light,ar-1280-dark …` writes those pictures into FOLDER.
"""

from __future__ import annotations

import mimetypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.browser.chromium import find, flags

STATIC = Path(__file__).parent.parent / "static"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)


class Handler(BaseHTTPRequestHandler):
    """Answers `/<screen>/<language>/` with a gallery page, and `/static/` with the files of the look."""

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            body = (STATIC / path.removeprefix("/static/")).read_bytes()
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        else:
            body, kind = self._page(path), "text/html; charset=utf-8"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def _page(self, path: str) -> bytes:
        """Draw a gallery page, an error page, or (for any other address) one plain line."""
        from django.test import RequestFactory
        from django.utils import translation

        from hometime.ui.gallery import NOBODY, gallery
        from hometime.ui.troubles import trouble

        name, _, language = path.strip("/").partition("/")
        if not language:
            return b"<!doctype html><html lang=en><title>Elsewhere</title><p>Elsewhere"
        request = RequestFactory().get(path, headers={"cookie": self.headers.get("Cookie", "")})
        with translation.override(language):
            if name.isdigit():
                request.shown = NOBODY  # type: ignore[attr-defined]
                return trouble(request, int(name)).content
            return gallery(request, name, language.split("-")[0]).content

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name in http.server
        """Stay quiet."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the gallery on a free port for as long as the block lasts, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def take_pictures(folder: Path, wanted: list[str]) -> None:
    """Write a picture of each wanted screen, named `<screen>-<language>-<width>-<scheme>.png`."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=flags())
        for name in wanted:
            screen, _, rest = name.partition(":")
            for language, width, scheme in [part.rsplit("-", 2) for part in rest.split(",")]:
                view = browser.new_context(
                    viewport={"width": int(width), "height": 844 if int(width) < 800 else 900},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                tab = view.new_page()
                tab.goto(f"{address}/{screen}/{language}/")
                tab.screenshot(path=folder / f"{screen}-{language}-{width}-{scheme}.png", full_page=True)
                view.close()
        browser.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometime.ui.tests.settings")
    import django

    django.setup()
    take_pictures(Path(sys.argv[1]), sys.argv[2:])
