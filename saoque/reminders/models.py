from django.conf import settings
from django.db import models
from django.utils.translation import gettext

DUE = "due"


class Notice(models.Model):
    """One line under one person's bell: a piece of news, or a deadline that has come near (`kind` "due").

    Of a deadline only the day, the step it has reached and the address are kept; its words come from the to-do lists.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True, help_text="Vietnamese source, translated when read")
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=400, help_text="on this site, without the prefix of a language")
    urgent = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    step = models.SmallIntegerField(null=True, help_text="days before the deadline that it has reached; -1: over")
    version = models.PositiveIntegerField(default=1, help_text="counted up each time it is told anew")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    phoned_at = models.DateTimeField(null=True)
    mail_to = models.EmailField(blank=True, help_text="for somebody without an address of their own")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=~models.Q(kind=DUE) | models.Q(due_on__isnull=False, step__isnull=False),
                name="notice_due_has_its_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=models.Q(read_at__isnull=True, done_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(fields=["kind", "subject"], name="notice_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.person_id}"

    @property
    def words(self) -> str:
        """What happened, in the language of now."""
        return gettext(self.text) % self.values if self.values else gettext(self.text)


class Desk(models.Model):
    """How one person wants to be reminded, the secret of the calendar, and which morning's letter was written last."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk")
    mail_off = models.JSONField(default=list, help_text="kinds that are not mailed")
    phone_on = models.JSONField(default=list, help_text="kinds of which urgent notices go to the phone")
    language = models.CharField(max_length=5, default="vi", help_text="of letters, messages and calendar")
    feed_token = models.CharField(max_length=64, unique=True, null=True)
    looked_on = models.DateField(null=True, help_text="last day whose morning round has been made for this person")
    letter_on = models.DateField(null=True, help_text="last day whose letter was begun: at most one a day")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.person_id}"
