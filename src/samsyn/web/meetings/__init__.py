"""Transition meetings: held for people whose benefit ends, and kept without anyone's name."""
