from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.kernel.text import search_text, sort_key
from saoque.people.roles import Role, UnitKind


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, email: str | None = None, phone: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=email.strip().lower() if email else None, phone=phone or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_name(self, name: str) -> "User | None":
        """Return the account that signs in as `name`: an email in lower case or a phone as +84…, active or not."""
        return self.filter(models.Q(email=name) | models.Q(phone=name)).first()


class User(AbstractBaseUser):
    """A person. Signs in by email or phone; what the person may do follows from memberships alone."""

    email = models.EmailField(_("Thư điện tử"), unique=True, null=True, blank=True)
    phone = models.CharField(_("Điện thoại"), max_length=20, unique=True, null=True, blank=True, help_text="+84…")
    phone_verified = models.BooleanField(default=False)
    full_name = models.CharField(_("Họ tên"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(
        default=False, help_text="a demonstration account, offered on the sign-in page in demonstration mode"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False), name="user_reachable"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """Return the given name, which Vietnamese writes last."""
        return self.full_name.rsplit(" ", 1)[-1]


class Unit(models.Model):
    """An organisation in which roles are held. A council, a producer and a buyer are units too."""

    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=200)
    commune = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey("places.AdminUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=260, editable=False)
    sort = models.CharField(max_length=600, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "sort"], name="unit_by_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search, self.sort = search_text(self.name), sort_key(self.name)[:600]
        super().save(*args, **kwargs)


class Membership(models.Model):
    """One role of one person in one unit, for a time. Never deleted: it ends."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=160, blank=True, help_text="position and organisation, as it stands on papers")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="last day held")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=models.Q(until__isnull=True),
                name="membership_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["unit", "role"], name="membership_by_unit")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
