"""``python -m casebook``: the command, where no script for it is installed."""

import sys

from casebook.command import main

sys.exit(main())
