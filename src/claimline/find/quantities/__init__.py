"""Find quantities in text: numbers as their sources bounded them, and what they count. Pure."""

from claimline.find.quantities.recognise import find_quantities, scan

__all__ = ["find_quantities", "scan"]
