"""`python3 provers/recheck theorem.fml certificate.json`: the second checker as a command."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from euclase_recheck.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
