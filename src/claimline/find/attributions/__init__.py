"""Find who said what through whom. Pure."""

from claimline.find.attributions.recognise import find_attributions

__all__ = ["find_attributions"]
