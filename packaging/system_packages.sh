#!/bin/sh
# Set-up: the system libraries that Python's wheels do not carry. Installs them with apt when they are missing and we are root;
# otherwise says what to install. Argument: venv (what a virtual environment needs), offscreen (Qt without a display), window.
set -eu

have_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
want=""
need() { have_library "$1" || want="$want $2"; }

case "${1:-venv}" in
venv)
    python3 -c 'import ensurepip, venv' 2>/dev/null || want="$want python3-venv python3-pip"
    ;;
offscreen | window)
    need libEGL.so.1 libegl1
    need libGL.so.1 libgl1
    need libX11.so.6 libx11-6
    need libdbus-1.so.3 libdbus-1-3
    need libfontconfig.so.1 libfontconfig1
    need libfreetype.so.6 libfreetype6
    need libglib-2.0.so.0 libglib2.0-0
    need libxkbcommon.so.0 libxkbcommon0
    ;;
esac
if [ "${1:-venv}" = window ]; then
    need libxcb-cursor.so.0 libxcb-cursor0
    need libxcb-icccm.so.4 libxcb-icccm4
    need libxcb-image.so.0 libxcb-image0
    need libxcb-keysyms.so.1 libxcb-keysyms1
    need libxcb-render-util.so.0 libxcb-render-util0
    need libxcb-shape.so.0 libxcb-shape0
    need libxcb-xinerama.so.0 libxcb-xinerama0
    need libxcb-xkb.so.1 libxcb-xkb1
    need libxkbcommon-x11.so.0 libxkbcommon-x11-0
fi
[ -z "$want" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "set-up: installing$want"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $want >/dev/null
else
    echo "set-up: these system packages are missing; install them and run make again:$want" >&2
    echo "        sudo apt-get install$want" >&2
    exit 1
fi
