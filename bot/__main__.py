"""`python -m bot` is `kutip`."""

import sys

from bot.cli import main

sys.exit(main())
