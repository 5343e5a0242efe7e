"""Times, amounts and numbers as people write them, read to values."""
