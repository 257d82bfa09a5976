from django.db import models


class AdminUnit(models.Model):
    """One administrative unit for as long as it was the same: code, kind, name and parent."""

    code = models.CharField(max_length=5)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=8)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=160)
    sort = models.CharField(max_length=400)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "since"], name="admin_unit_record")]
