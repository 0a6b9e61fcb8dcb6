"""Compose the finders: one document in, its rows out. Pure."""

from claimline.find.extract.document import find_document

__all__ = ["find_document"]
