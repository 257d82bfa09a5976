import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="adminunit",
            name="level",
            field=models.CharField(
                choices=[
                    ("province", "Tỉnh, thành phố"),
                    ("district", "Quận, huyện (trước 1/7/2025)"),
                    ("commune", "Xã, phường, đặc khu"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="adminunit",
            name="lat",
            field=models.FloatField(help_text="degrees, WGS 84; one point, not a boundary", null=True),
        ),
        migrations.AddField(
            model_name="adminunit", name="lon", field=models.FloatField(help_text="degrees, WGS 84", null=True)
        ),
        migrations.AddField(
            model_name="adminunit",
            name="source",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="adminunit",
            name="confidence",
            field=models.CharField(
                default="B", help_text="O official text read, S secondary, B background, I inference", max_length=1
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="adminunit", name="note", field=models.CharField(blank=True, max_length=300)),
        migrations.AddConstraint(
            model_name="adminunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="admin_unit_ends_after_it_began",
            ),
        ),
        migrations.AddIndex(
            model_name="adminunit",
            index=models.Index(fields=["level", "until", "sort"], name="admin_unit_lists"),
        ),
        migrations.CreateModel(
            name="RegisterLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.CharField(help_text="SHA-256 of all data files", max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("units", models.PositiveIntegerField()),
                ("steps", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whole", models.BooleanField()),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps_back",
                        to="places.adminunit",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps_on",
                        to="places.adminunit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("old", "new"), name="succession_once")],
            },
        ),
    ]
