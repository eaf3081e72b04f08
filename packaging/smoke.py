"""Try a frozen app as a user would find it: in a folder whose name has spaces and Chinese characters, without our virtual environment.

    python packaging/smoke.py FOLDER

The window must start offscreen, stay up and say nothing; `demo` must end well and leave its files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STAYS_UP = 6.0
"""Seconds that the window is watched."""


def main(frozen: Path) -> int:
    """Copy the frozen folder to its odd place and try it there. Answers the exit code."""
    with tempfile.TemporaryDirectory(prefix="旧改 踏勘 ") as folder:
        place = Path(folder) / "程 序"
        shutil.copytree(frozen, place, symlinks=True)
        program = place / ("surveyapp.exe" if os.name == "nt" else "surveyapp")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))},
            "SURVEYAPP_HOME": str(Path(folder) / "数据 目录"),
            "SURVEYAPP_STATE": str(Path(folder) / "state"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        problems = [*_try_window(program, environment), *_try_demo(program, environment, Path(folder) / "样 例")]
    for problem in problems:
        print(f"smoke test: {problem}", file=sys.stderr)
    size = sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"smoke test: {'failed' if problems else 'good'}; {frozen} holds {size / 1e6:.0f} MB")
    return 1 if problems else 0


def _try_window(program: Path, environment: dict[str, str]) -> list[str]:
    started = time.perf_counter()
    window = subprocess.Popen([str(program)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while time.perf_counter() - started < STAYS_UP and window.poll() is None:
        time.sleep(0.1)
    problems = [f"the window ended by itself with {window.returncode}"] if window.poll() is not None else []
    window.terminate()
    said, complained = window.communicate(timeout=20)
    if said or complained:
        problems.append(f"the window is not silent: {(said + complained)[-2000:]}")
    return problems


def _try_demo(program: Path, environment: dict[str, str], out: Path) -> list[str]:
    ended = subprocess.run([str(program), "demo", "--out", str(out)], env=environment, capture_output=True, text=True, timeout=300, check=False)
    problems = [f"demo ended with {ended.returncode}: {ended.stderr[-2000:]}"] if ended.returncode else []
    missing = [name for name in ("plan.xlsx", "dossier.pdf", "city.db", "summary.json") if not (out / name).is_file()]
    return problems + [f"demo left no {name}" for name in missing]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
