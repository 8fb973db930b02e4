"""Invented registers that reproduce published figures."""
