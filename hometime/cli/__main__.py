"""`python -m hometime.cli` is the `hometime` command."""

import sys

from . import main

sys.exit(main())
