"""The database itself refuses roles that exclude each other, and a rewritten role in the log.

A registrar is no association administrator, does not order access, and is not an association's
employee, on any day. On PostgreSQL the user's row is locked first, so that two sessions cannot
each add one half of a forbidden pair.
"""

from importlib import import_module

from django.db import migrations

REFUSAL = "these roles exclude each other"
EXCLUDED = "('association_administrator', 'intervention_manager', 'system_administrator')"

PAIR = f"""
  (NEW.role = 'registrar' AND EXISTS (
     SELECT 1 FROM user_account WHERE id = NEW.user_id AND employed_by_id IS NOT NULL))
  OR EXISTS (
     SELECT 1 FROM role_holding AS other
     WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
       AND other.first_day <= NEW.last_day AND other.last_day >= NEW.first_day
       AND ((NEW.role = 'registrar' AND other.role IN {EXCLUDED})
         OR (other.role = 'registrar' AND NEW.role IN {EXCLUDED})))
"""  # noqa: S608 - own names

EMPLOYEE = """
  NEW.employed_by_id IS NOT NULL AND EXISTS (
     SELECT 1 FROM role_holding WHERE user_id = NEW.id AND role = 'registrar')
"""

SQLITE = [
    *(
        f"CREATE TRIGGER role_holding_excludes_{act.lower()} AFTER {act} ON role_holding WHEN {PAIR} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for act in ("INSERT", "UPDATE")
    ),
    f"CREATE TRIGGER user_account_excludes AFTER UPDATE ON user_account WHEN {EMPLOYEE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER audit_entry_role_is_not_rewritten BEFORE UPDATE ON audit_entry "
    "WHEN NEW.role IS NOT OLD.role OR NEW.controller IS NOT OLD.controller BEGIN SELECT RAISE(ABORT, 'the log is not rewritten'); END",
]

POSTGRESQL = [
    f"""
CREATE FUNCTION role_holding_excludes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM user_account WHERE id = NEW.user_id FOR UPDATE;
  IF {PAIR} THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_holding_excludes AFTER INSERT OR UPDATE ON role_holding
FOR EACH ROW EXECUTE FUNCTION role_holding_excludes();
CREATE FUNCTION user_account_excludes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {EMPLOYEE} THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER user_account_excludes AFTER UPDATE ON user_account
FOR EACH ROW EXECUTE FUNCTION user_account_excludes();
CREATE FUNCTION audit_entry_role_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is not rewritten';
END $$;
CREATE TRIGGER audit_entry_role_is_not_rewritten BEFORE UPDATE ON audit_entry
FOR EACH ROW WHEN ((NEW.role, NEW.controller) IS DISTINCT FROM (OLD.role, OLD.controller))
EXECUTE FUNCTION audit_entry_role_is_not_rewritten();
"""
]

TAKE_AWAY = {
    "sqlite": [
        "DROP TRIGGER role_holding_excludes_insert",
        "DROP TRIGGER role_holding_excludes_update",
        "DROP TRIGGER user_account_excludes",
        "DROP TRIGGER audit_entry_role_is_not_rewritten",
    ],
    "postgresql": [
        "DROP TRIGGER role_holding_excludes ON role_holding; DROP FUNCTION role_holding_excludes();"
        "DROP TRIGGER user_account_excludes ON user_account; DROP FUNCTION user_account_excludes();"
        "DROP TRIGGER audit_entry_role_is_not_rewritten ON audit_entry;"
        "DROP FUNCTION audit_entry_role_is_not_rewritten()"
    ],
}


def put_in(apps, editor):
    if editor.connection.vendor == "sqlite":
        # Adding a column made the table anew, and its triggers went with the old one.
        log = import_module("samsyn.register.migrations.0002_log_is_not_rewritten")
        editor.execute("DROP TRIGGER IF EXISTS audit_entry_is_not_rewritten", params=None)
        editor.execute(log.SQLITE, params=None)
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def take_away(apps, editor):
    for statement in TAKE_AWAY[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_users_roles_and_assignments")]
    operations = [migrations.RunPython(put_in, take_away)]
