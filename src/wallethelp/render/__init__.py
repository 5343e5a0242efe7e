"""Values into words and pages: everything a person or a program reads."""
