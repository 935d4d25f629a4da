"""The Hugging Face hub as far as a download of one public model asks it, on loopback."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "0" * 40


@contextmanager
def hub(model: str, folder: Path) -> Iterator[str]:
    """The address of a hub whose only model is the folder's."""

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET(body=False)

        def do_GET(self, body: bool = True) -> None:
            path = self.path.partition("?")[0]
            file = folder / path.rpartition("/")[2]
            if path.startswith(f"/api/models/{model}"):
                self._send(json.dumps(self._described("/tree/" in path)).encode(), body)
            elif path.startswith(f"/{model}/resolve/") and file.is_file():
                self._send(file.read_bytes(), body)
            else:
                self.send_response(404)
                self.send_header("X-Error-Code", "RepoNotFound")
                self.end_headers()

        def _described(self, tree: bool) -> object:
            files = sorted(folder.iterdir())
            if tree:
                return [
                    {"type": "file", "path": one.name, "size": one.stat().st_size, "oid": "0"}
                    for one in files
                ]
            siblings = [{"rfilename": one.name} for one in files]
            return {"id": model, "sha": COMMIT, "siblings": siblings}

        def _send(self, content: bytes, body: bool) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{hashlib.sha1(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *words: object) -> None:
            """Say nothing: what is asked is nobody's concern here."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
