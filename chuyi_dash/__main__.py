"""Entry of ``python -m chuyi_dash``."""

import sys

from chuyi_dash.cli import program

sys.exit(program())
