"""Run the command line as `python -m claimline`."""

import sys

from claimline.cli import main

sys.exit(main())
