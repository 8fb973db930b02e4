"""The database keeps the day a case ended, by its events: for imports, pages and erasure alike."""

from django.db import migrations

FINAL = "('ended', 'interrupted')"

SET = """
  UPDATE cooperation_case SET ended_on = (
     SELECT MAX(occurred_on) FROM cooperation_event
     WHERE case_id = {row}.case_id AND event IN ('ended', 'interrupted'))
  WHERE case_id = {row}.case_id
"""

FILL = f"""
  UPDATE cooperation_case SET ended_on = (
     SELECT MAX(occurred_on) FROM cooperation_event AS event
     WHERE event.case_id = cooperation_case.case_id AND event.event IN {FINAL})
"""  # noqa: S608 - own names

ROWS = {"INSERT": "NEW", "DELETE": "OLD"}

SQLITE = [
    f"CREATE TRIGGER cooperation_event_ends_{act.lower()} AFTER {act} ON cooperation_event "
    f"WHEN {row}.event IN {FINAL} BEGIN {SET.format(row=row)}; END"
    for act, row in ROWS.items()
]

POSTGRESQL = [
    f"""
CREATE FUNCTION cooperation_event_ends_{act.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {SET.format(row=row)};
  RETURN NULL;
END $$;
CREATE TRIGGER cooperation_event_ends_{act.lower()} AFTER {act} ON cooperation_event
FOR EACH ROW WHEN ({row}.event IN {FINAL})
EXECUTE FUNCTION cooperation_event_ends_{act.lower()}();
"""
    for act, row in ROWS.items()
]


def put_in(apps, editor):
    editor.execute(FILL, params=None)
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def take_away(apps, editor):
    on_postgresql = editor.connection.vendor == "postgresql"
    for act in ROWS:
        name = f"cooperation_event_ends_{act.lower()}"
        editor.execute(f"DROP TRIGGER {name}{' ON cooperation_event' * on_postgresql}", params=None)
        if on_postgresql:
            editor.execute(f"DROP FUNCTION {name}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0006_case_offices_and_meetings")]
    operations = [migrations.RunPython(put_in, take_away)]
