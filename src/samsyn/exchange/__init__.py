"""How data travel: exchange packages in and out, and the files of a snapshot. No Django."""
