"""The database itself refuses to rewrite the log: of an entry only the payload can be erased.

Taking entries away is not stopped here but seen: the chain of hashes breaks.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_entry_is_not_rewritten BEFORE UPDATE ON audit_entry
WHEN NEW.payload <> '' OR NEW.salt <> ''
  OR NEW.sequence IS NOT OLD.sequence OR NEW.at IS NOT OLD.at OR NEW.by IS NOT OLD.by
  OR NEW.action IS NOT OLD.action OR NEW.reason IS NOT OLD.reason
  OR NEW."table" IS NOT OLD."table" OR NEW.key IS NOT OLD.key
  OR NEW.subject IS NOT OLD.subject OR NEW.payload_hash IS NOT OLD.payload_hash
  OR NEW.entry_hash IS NOT OLD.entry_hash
BEGIN
  SELECT RAISE(ABORT, 'the log is not rewritten');
END
"""

POSTGRESQL = """
CREATE FUNCTION audit_entry_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.payload <> '' OR NEW.salt <> ''
    OR (NEW.sequence, NEW.at, NEW."by", NEW.action, NEW.reason, NEW."table", NEW.key, NEW.subject,
        NEW.payload_hash, NEW.entry_hash)
    IS DISTINCT FROM
       (OLD.sequence, OLD.at, OLD."by", OLD.action, OLD.reason, OLD."table", OLD.key, OLD.subject,
        OLD.payload_hash, OLD.entry_hash)
  THEN
    RAISE EXCEPTION 'the log is not rewritten';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_is_not_rewritten BEFORE UPDATE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_not_rewritten();
"""

TAKE_AWAY = {
    "sqlite": "DROP TRIGGER audit_entry_is_not_rewritten",
    "postgresql": "DROP TRIGGER audit_entry_is_not_rewritten ON audit_entry;"
    "DROP FUNCTION audit_entry_is_not_rewritten()",
}


def put_in(apps, editor):
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL, params=None)


def take_away(apps, editor):
    editor.execute(TAKE_AWAY[editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_first")]
    operations = [migrations.RunPython(put_in, take_away)]
