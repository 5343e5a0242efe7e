"""Problems over weeks, as data: what is next on each day, and what the message says."""
