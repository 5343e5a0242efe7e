"""The documentation as a site in two languages: `python -m tests.site` builds it."""
