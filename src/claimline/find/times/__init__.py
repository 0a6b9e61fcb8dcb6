"""Find time expressions in text and the days they allow. Pure."""

from claimline.find.times.recognise import find_times

__all__ = ["find_times"]
