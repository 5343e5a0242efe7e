"""The one door to YAML: find a pack, read it, locate its mistakes."""
