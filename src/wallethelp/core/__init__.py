"""Decisions as functions from values to values: no files, terminal, clock or environment."""
