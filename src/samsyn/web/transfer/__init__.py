"""Import and export: packages and workbooks, in the background, never beyond one's own rows."""
