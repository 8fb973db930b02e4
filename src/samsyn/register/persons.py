"""Persons between the open form (numbers and names in clear) and the sealed one at rest.

A frame in the open form lives in memory only while a package comes in, or goes out with
identity numbers asked for.
"""

from collections.abc import Collection, Iterator, Sequence

import polars as pl

from samsyn.register.identity import lookups, seal, unseal
from samsyn.register.keys import ControllerKey, KeyLost, Keys, keys_for, load_keys
from samsyn.register.rows import read_rows, read_rows_where
from samsyn.vocabulary.tables import TABLES

PERSON = TABLES["person"]
SEALED = ("personal_identity_number", "name")
OF_THE_REGISTER = ("identity_lookup", "key_id")
NUMBER = SEALED[0]


def sealed_persons() -> pl.DataFrame:
    """All persons as they lie: ciphertext, the keyed hash, and the key's id."""
    return read_rows(PERSON, (*PERSON.names, *OF_THE_REGISTER))


def sealed_persons_of(ids: Collection[str]) -> pl.DataFrame:
    """The persons of ``ids``, as they lie."""
    return read_rows_where(PERSON, (*PERSON.names, *OF_THE_REGISTER), where="person_id", among=ids)


def opened(persons: pl.DataFrame) -> pl.DataFrame:
    """Sealed ``persons`` in clear, without what only the register has; raises ``KeyLost``."""
    keys = load_keys()
    parts = [_open_part(part, keys) for part in _by(persons, "key_id")]
    whole = pl.concat(parts) if parts else persons
    return whole.select(name for name in PERSON.names if name in persons.columns)


def sealed(persons: pl.DataFrame) -> pl.DataFrame:
    """Open ``persons``, with number and name, as they are to be stored: sealed.

    Each with its controller's key. Keys that are missing are made, and are on disk when this
    returns.
    """
    keys = keys_for(persons["controller"].unique())
    parts = [_seal_part(part, keys) for part in _by(persons, "controller")]
    return pl.concat(parts) if parts else _with_register_columns(persons)


def with_lookups(numbers: pl.DataFrame) -> pl.DataFrame:
    """``numbers`` (controller, personal_identity_number) with ``identity_lookup``: null where
    the controller has no key yet, and so holds no number."""
    keys = load_keys()
    parts = [_look_up_part(part, keys) for part in _by(numbers, "controller")]
    empty = numbers.with_columns(identity_lookup=pl.lit(None, pl.String))
    return pl.concat(parts) if parts else empty


def check_keys_are_here(persons: pl.DataFrame) -> None:
    """Raise ``KeyLost`` where a row of sealed ``persons`` carries a key not in the key file."""
    keys = load_keys()
    for controller, key_id in persons.select("controller", "key_id").unique().rows():
        if key_id is not None:
            keys.by_id(key_id, of=f"personuppgiftsansvarig {controller}")


def _by(persons: pl.DataFrame, column: str) -> Iterator[pl.DataFrame]:
    yield from persons.partition_by(column, maintain_order=True) if persons.height else ()


def _open_part(part: pl.DataFrame, keys: Keys) -> pl.DataFrame:
    key_id = part["key_id"][0]
    if key_id is None:
        return part
    key = keys.by_id(key_id, of=f"personuppgiftsansvarig {part['controller'][0]}")
    rows: Sequence[str] = part["person_id"].to_list()
    clear = {n: unseal(part[n].to_list(), rows=rows, field=n, key=key) for n in SEALED}
    return part.with_columns(pl.Series(n, v, pl.String) for n, v in clear.items())


def _seal_part(part: pl.DataFrame, keys: Keys) -> pl.DataFrame:
    key = _key_of(part, keys)
    rows: Sequence[str] = part["person_id"].to_list()
    closed = {n: seal(part[n].to_list(), rows=rows, field=n, key=key) for n in SEALED}
    found_by = lookups(part[NUMBER], key=key)
    any_sealed = pl.any_horizontal(pl.col(n).is_not_null() for n in SEALED)
    return part.with_columns(
        *(pl.Series(n, v, pl.String) for n, v in closed.items()),
        pl.Series("identity_lookup", found_by, pl.String),
        pl.when(any_sealed).then(pl.lit(key.key_id)).alias("key_id"),
    )


def _key_of(part: pl.DataFrame, keys: Keys) -> ControllerKey:
    controller = part["controller"][0]
    key = keys.of_controller(controller)
    if key is None:
        raise KeyLost("(ny)", f"personuppgiftsansvarig {controller}")
    return key


def _look_up_part(part: pl.DataFrame, keys: Keys) -> pl.DataFrame:
    key = keys.of_controller(part["controller"][0])
    values = lookups(part[NUMBER], key=key) if key else [None] * part.height
    return part.with_columns(pl.Series("identity_lookup", values, pl.String))


def _with_register_columns(persons: pl.DataFrame) -> pl.DataFrame:
    return persons.with_columns(pl.lit(None, pl.String).alias(n) for n in OF_THE_REGISTER)
