"""What a release promised, frozen; and that it still holds (docs/stability.md)."""
