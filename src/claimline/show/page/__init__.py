"""A page: the pieces it is made of, what may be shown on it, and how it is written."""
