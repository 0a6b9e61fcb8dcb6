"""A plugin of pytest that runs nbval on warm kernels: `pytest -p claimline.show.reports.regression --nbval notebooks`.

nbval needs no change and knows nothing of it. The kernels' server does its imports while pytest does its own.
JUPYTER_DEFAULT_PROVISIONER_NAME=local-provisioner starts every kernel anew.
"""

from __future__ import annotations

import os
import sys

from claimline.show.reports import forks

# With JupyterLab installed, jsonschema compiles a grammar of internationalised addresses at import: a second or more,
# and no notebook's schema has an address. This process is for nbval alone.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
os.environ.setdefault(forks.CHOICE, forks.NAME)
forks.start()
