"""The index that numbers are found by begins with the number's lookup, whoever the controller."""

from django.db import migrations, models

NAME = "person_one_number_a_controller"


class Migration(migrations.Migration):
    dependencies = [("register", "0008_a_question_that_ships")]
    operations = [
        migrations.RemoveConstraint("person", NAME),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(fields=("identity_lookup", "controller"), name=NAME),
        ),
    ]
