"""Find what a large corpus claims, on many processes or machines: units of work that land by themselves."""
