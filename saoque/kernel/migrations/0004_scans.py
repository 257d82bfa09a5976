from django.db import migrations, models


def tell_own(apps, schema_editor):
    """What nobody handed in the product made itself; it needs no scanner."""
    apps.get_model("kernel", "StoredFile").objects.filter(uploaded_by=None).update(scan="own")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_daily_runs")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="scan",
            field=models.CharField(
                choices=[
                    ("own", "do hệ thống làm ra"),
                    ("unscanned", "chưa quét vi-rút"),
                    ("clean", "đã quét, không có vi-rút"),
                    ("infected", "có mã độc, đã cách ly"),
                ],
                default="unscanned",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="scan_found",
            field=models.CharField(blank=True, help_text="the scanner's name for what it found", max_length=200),
        ),
        migrations.AddField(model_name="storedfile", name="scanned_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(tell_own, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("scan", "unscanned")), fields=["uploaded_at"], name="file_waits_for_scan"
            ),
        ),
    ]
