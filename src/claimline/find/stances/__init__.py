"""Find who stands where on which issue of the codebook. Pure."""

from claimline.find.stances.recognise import find_stances, positions

__all__ = ["find_stances", "positions"]
