"""Packs and answers made to harm whoever opens them, each of one kind."""
