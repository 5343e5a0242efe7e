"""The ways through a pack: counted, drawn at random, and which of them sessions pass."""
