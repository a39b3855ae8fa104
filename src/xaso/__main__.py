"""`python -m xaso` is `xaso`, also where no script folder is on the path."""

import sys

from xaso.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
