"""Disclosure control: the only door by which a number leaves."""
