"""What bin/demo, bin/test and bin/bench begin with. Kept to what an old Python 3 can read."""

import os
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def too_old(version):
    """Return what to tell the reader of a Python that is too old, or an empty string."""
    if tuple(version[:2]) >= (3, 11):
        return ""
    return "Nære needs Python 3.11 or newer; found {}.{}.".format(*version[:2])


def newer_python(which=shutil.which):
    """Return a newer Python beside the one that this was started with, or None."""
    return next((found for found in map(which, NEWER) if found), None)


def start(module, version=sys.version_info, which=shutil.which):
    """Run `main(arguments)` of a module; by a newer Python when this one is too old."""
    problem = too_old(version)
    if problem:
        other = newer_python(which)
        if other is None:
            sys.stderr.write(problem + "\n")
            return 1
        os.execv(other, [other] + sys.argv)  # noqa: RUF005, S606
    sys.path.insert(0, ROOT)
    return __import__(module, fromlist=["main"]).main(sys.argv[1:])
