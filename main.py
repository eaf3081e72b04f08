"""旧改踏勘. `python main.py` opens the window; `python main.py --help` lists the commands."""

import sys

from surveyapp.app import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
