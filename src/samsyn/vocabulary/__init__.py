"""Words, code lists, tables and dated rules: what everything above agrees on."""
