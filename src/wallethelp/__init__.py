"""A wizard for e-wallet trouble."""

__version__ = "1.0.0"
