"""Indicators: each defined once, computed on snapshots by any engine."""
