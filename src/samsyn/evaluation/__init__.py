"""Randomised comparisons: power, assignment, effects, costs.

Pure functions over NumPy arrays or the columns of any data frame; nothing here reads a register.
"""
