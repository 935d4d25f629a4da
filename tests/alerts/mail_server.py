"""A small SMTP server on loopback: it stands for the clinic's own, and speaks the real protocol."""

from __future__ import annotations

import asyncio
import email
from dataclasses import dataclass, field
from email.message import Message


@dataclass
class MailServer:
    """Keeps what it was handed; refuses every recipient while `refuses`."""

    mails: list[Message] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuses: bool = False
    port: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen, on the same port as before when there was one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close the port: connections are refused from then on."""
        if self._server is not None:
            self._server.close()
            self._server = None
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ESMTP\r\n")
        while line := await reader.readline():
            verb = line[:4].upper().decode(errors="replace").strip()
            writer.write(await self._answer(verb, line, reader, writer))
            await writer.drain()
            if verb == "QUIT":
                break
        writer.close()

    async def _answer(
        self, verb: str, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bytes:
        if verb == "EHLO":
            return b"250-mail.test\r\n250 SIZE 1000000\r\n"
        if verb == "RCPT":
            if self.refuses:
                return b"550 no such mailbox\r\n"
            self.recipients.append(line.decode().partition("<")[2].partition(">")[0])
            return b"250 ok\r\n"
        if verb == "DATA":
            writer.write(b"354 go on\r\n")
            body = await reader.readuntil(b"\r\n.\r\n")
            self.mails.append(email.message_from_bytes(body.removesuffix(b".\r\n")))
            return b"250 taken\r\n"
        return b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n"
