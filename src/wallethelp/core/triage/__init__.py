"""Which guide a sentence is about, and whether it tells of danger: learned from phrases."""
