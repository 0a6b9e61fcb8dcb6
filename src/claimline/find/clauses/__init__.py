"""Sentences, verb groups, noun phrases and subjects: the shallow grammar that stances and events share. Pure."""
