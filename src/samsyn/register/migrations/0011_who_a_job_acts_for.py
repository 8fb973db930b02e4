"""A job remembers whose people it was ordered for, not its role alone."""

from django.db import migrations


def fill(apps, schema_editor):
    """The role of a job so far was its user's, for the user's own organisation."""
    for job in apps.get_model("register", "Job").objects.select_related("user"):
        job.acting_as = f"{job.acting_as}:{job.user.organisation_id or ''}"
        job.save(update_fields=["acting_as"])


class Migration(migrations.Migration):

    dependencies = [("register", "0010_words_for_users")]

    operations = [
        migrations.RenameField("job", "role", "acting_as"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
