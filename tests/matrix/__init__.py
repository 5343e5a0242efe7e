"""Whole journeys on many kinds of terminals. Apart from the other tests: `pytest tests/matrix`."""
