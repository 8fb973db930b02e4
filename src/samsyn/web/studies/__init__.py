"""Experiments in the pages: caseworkers ask and draw, the evaluator sees how it goes."""
