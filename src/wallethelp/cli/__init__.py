"""The command line: reads what was typed, chooses the UI, calls the rest and exits."""
