"""The JSON API, version 1: for authorities' own case systems."""
