"""Evidence: noted, copied, listed, bundled, removed."""
