"""The commands for those who write guides, beside `flows check`."""
