"""A wizard for e-wallet trouble."""
