"""A wizard for e-wallet trouble."""

__version__ = "0.1.0"
