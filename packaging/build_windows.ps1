# Build the app on Windows 10 or 11 (64-bit) with Python 3.11 or newer. Run it in the project's folder:
#     powershell -ExecutionPolicy Bypass -File packaging\build_windows.ps1
# It has not been run by the authors yet; see the README.
$ErrorActionPreference = "Stop"
py -3 -m venv .venv
.\.venv\Scripts\python.exe -m pip install --quiet --require-hashes --no-deps -r requirements.lock
.\.venv\Scripts\python.exe packaging\build_words.py
.\.venv\Scripts\python.exe packaging\build_fonts.py
.\.venv\Scripts\python.exe packaging\freeze.py
exit $LASTEXITCODE
