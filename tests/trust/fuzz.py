"""Let a coverage-guided fuzzer look for a text that cannot be read: `python fuzz.py -runs=20000 CORPUS`."""

import sys

import atheris

with atheris.instrument_imports(include=["claimline"]):
    from texts import holds


def tried(raw):
    holds(atheris.FuzzedDataProvider(raw).ConsumeUnicodeNoSurrogates(400))


if __name__ == "__main__":
    atheris.Setup(sys.argv, tried)
    atheris.Fuzz()
