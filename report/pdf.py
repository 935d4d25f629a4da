"""Pages as PDF, each drawn by a process of its own: never on the event loop, never two at once."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path

from aiohttp import web

from contract.errors import Unavailable
from report.typeset import NO_PANGO

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 60.0
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class Press:
    """Draws one page after the other."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._turn = asyncio.Semaphore(1)
        self._limit_s = limit_s

    async def answer(self, html: str, name: str) -> web.Response:
        """The page as a PDF that the browser shows; Unavailable when it cannot be drawn."""
        body = await self.pdf(html)
        headers = HEADERS | {"Content-Disposition": f'inline; filename="{name}.pdf"'}
        return web.Response(body=body, content_type="application/pdf", headers=headers)

    async def pdf(self, html: str) -> bytes:
        """The page as a PDF; nothing of it touches the disk."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "report.typeset"),
                cwd=ROOT,
                env={key: value for key, value in os.environ.items() if "VULTUS_" not in key},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                made = process.communicate(html.encode("utf-8"))
                body, _ = await asyncio.wait_for(made, self._limit_s)
            except TimeoutError:
                log.error("PDF not drawn in time")
                raise Unavailable("Drawing the PDF took too long; print the page itself.") from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode == NO_PANGO:
            raise Unavailable("PDFs need Pango; see the README. The page itself prints as well.")
        if process.returncode != 0 or not body.startswith(b"%PDF"):
            log.error("PDF not drawn", extra={"code": process.returncode})
            raise Unavailable("The PDF could not be drawn; the page itself prints as well.")
        return body
