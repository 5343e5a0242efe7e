"""Secrets are refused, numbers that identify are cut, contacts are masked.

See docs/design.md#what-is-hidden; docs/safety.md says in words what is recognised and what cannot
be. Every repetition in a pattern is bounded or begins where a word begins, so that no text takes
long to read.
"""
