"""Sending a letter from a job: when the mail server is away the letter waits, when the address is refused it fails."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import EmailMessage

from saoque.kernel.jobs.work import NotNow


def send(letter: EmailMessage) -> None:
    """Hand the letter to the mail server. Raises `NotNow` while there is none, and the server's own error for a refusal."""
    try:
        letter.send()
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError):
        raise
    except (SMTPException, OSError) as away:
        raise NotNow(f"mail server: {away}") from away
