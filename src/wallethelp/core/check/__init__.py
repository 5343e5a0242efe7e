"""What is wrong with a pack, and what lets it run but leaves users worse off: for authors."""
