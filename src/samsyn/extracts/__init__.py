"""Reading snapshots: an address gives an engine, and the engine gives tables. No Django."""
