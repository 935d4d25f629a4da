"""A notice as a mail over SMTP; blocking, for a thread."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from alerts.notice import Notice
from contract.recipients import MailServer

TIMEOUT_S = 30.0


def send_mail(notice: Notice, to: str, sender: str, server: MailServer) -> None:
    """Hand it in; OSError (smtplib's errors are some) when the server does not take it."""
    tls = ssl.create_default_context()
    if server.tls == "from the start":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=tls
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with connection:
        if server.tls == "required":
            connection.starttls(context=tls)
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail_of(notice, to, sender))


def mail_of(notice: Notice, to: str, sender: str) -> EmailMessage:
    """The mail of a notice."""
    mail = EmailMessage()
    mail["Subject"] = notice.subject
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(f"alert-{notice.number}", sender.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    if notice.urgency == "page":
        mail["X-Priority"] = "1"
        mail["Importance"] = "high"
    mail.set_content(notice.text, cte="7bit")  # a wrapped link would not open
    return mail
