"""The key of a row as text, ``participation_id=d1; point=entry``, as hits of rules name rows."""


def values_of(row_key: str) -> dict[str, str]:
    """The values of a key, by field.

    >>> values_of("participation_id=d1; point=entry")
    {'participation_id': 'd1', 'point': 'entry'}
    """
    parts = (part.partition("=") for part in row_key.split("; "))
    return {field: value for field, equals, value in parts if equals}
