"""A page's HTML as a tagged PDF: `python -m report.typeset` reads one and writes the other.

It runs as a process of its own, so that drawing pages holds up nobody else's. It opens nothing:
the stylesheets are read here, and a page that names another address does not get it.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

STATIC = Path(__file__).parent / "static"
STYLES = ("report.css", "pdf.css")
NO_PANGO = 3
"""Exit code where weasyprint does not find its libraries."""


def typeset(html: str) -> bytes:
    """The PDF; OSError where Pango is not installed."""
    import weasyprint  # its libraries are looked for on import
    from weasyprint.urls import URLFetcher

    nothing = URLFetcher(allowed_protocols=())
    styles = [*(_style(name) for name in STYLES), _foot(html)]
    page = weasyprint.HTML(
        string=_drawn(html, styles[0]), base_url="page:/", url_fetcher=nothing, media_type="print"
    )
    sheets = [weasyprint.CSS(string=style, url_fetcher=nothing) for style in styles]
    made: bytes = page.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return made


def _style(name: str) -> str:
    """A stylesheet with its variables written out: pictures are drawn apart and know none."""
    text = (STATIC / name).read_text("utf-8")
    known = dict(re.findall(r"(--[a-z]+):\s*([^;]+);", (STATIC / STYLES[0]).read_text("utf-8")))
    return re.sub(r"var\((--[a-z]+)\)", lambda found: known[found.group(1)], text)


def _drawn(html: str, style: str) -> str:
    """The page with the rules for charts inside each of them, and without its own links."""
    rules = re.findall(r"^\.chart (.+\{.*\})$", style, re.M)
    inside = f"<style>{' '.join(rules)}</style>"
    html = _plainly_filled(html)
    styled = re.sub(r'(<svg\b[^>]*class="chart"[^>]*>)', lambda f: f.group(1) + inside, html)
    return re.sub(r'<link rel="(?:stylesheet|icon)"[^>]*>', "", styled)


def _plainly_filled(html: str) -> str:
    """A pattern without lines is a colour: as tiles, their edges would show as a grid."""
    plain = r'<pattern id="([^"]+)"[^>]*><rect [^>]*fill="([^"]+)"\s*/></pattern>'
    for name, colour in re.findall(plain, html):
        html = html.replace(f'fill="url(#{name})"', f'fill="{colour}"')
    return html


def _foot(html: str) -> str:
    """The intended use at the foot of every page, where the page itself has it at its end only."""
    said = re.search(r'<p class="intended">([^<"\\]*)</p>', html)
    text = said.group(1) if said else ""
    return f'@page {{ @bottom-left {{ content: "{text}" }} }}'


def main() -> None:
    """Stdin to stdout."""
    logging.disable(logging.CRITICAL)  # what it would say could quote the page
    html = sys.stdin.buffer.read().decode("utf-8")
    try:
        sys.stdout.buffer.write(typeset(html))
    except OSError:
        sys.exit(NO_PANGO)


if __name__ == "__main__":
    main()
