"""Build the app with PyInstaller into build/frozen/surveyapp and try the result: `make freeze`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def main() -> int:
    """Build, then smoke-test what was built. Answers the exit code."""
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(BUILD / "frozen"), "--workpath", str(BUILD / "freezing"), str(ROOT / "packaging" / "surveyapp.spec"),
    ]  # fmt: skip
    built = subprocess.run(command, cwd=ROOT, check=False).returncode
    if built:
        return built
    return subprocess.run([sys.executable, str(ROOT / "packaging" / "smoke.py"), str(BUILD / "frozen" / "surveyapp")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
