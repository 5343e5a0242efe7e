"""What is kept on this computer: cases, and the language chosen."""
