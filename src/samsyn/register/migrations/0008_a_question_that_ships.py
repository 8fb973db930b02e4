"""The three-step question for those who do not reach work: asked by every association."""

from datetime import date

from django.db import migrations

CODE = "stegforflyttning"
TEXT = "Har personen kommit närmare arbete eller studier under insatsen?"
CHOICES = ["Nej, inte närmare", "Ja, ett steg närmare", "Ja, flera steg närmare"]


def put_in(apps, editor):
    question = apps.get_model("register", "ComplementaryQuestion")
    question.objects.get_or_create(
        question_code=CODE,
        defaults={
            "text_sv": TEXT,
            "choices": CHOICES,
            "at_entry": False,
            "at_exit": True,
            "first_day": date(2026, 1, 1),
        },
    )


def take_away(apps, editor):
    apps.get_model("register", "ComplementaryQuestion").objects.filter(question_code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("register", "0007_when_a_case_ended")]
    operations = [migrations.RunPython(put_in, take_away)]
