"""A job remembers whose people it was ordered for, not its role alone."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("register", "0010_words_for_users")]

    operations = [migrations.RenameField("job", "role", "acting_as")]
