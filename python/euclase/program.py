"""The program `prove`: where it is, how it is run, what its exit codes mean."""

import os
import pathlib
import shutil
import subprocess

USAGE, INTERNAL, IO, INTERRUPTED = 64, 70, 74, 130


class ProgramError(RuntimeError):
    """The program could not do what it was asked: its message, and its exit code as `code`."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def find_program():
    """The path of `prove`: EUCLASE_PROVE names it, or it is on the PATH, or was built in the checkout that this package is in.

    Raises ProgramError where it is nowhere.
    """
    named = os.environ.get("EUCLASE_PROVE")
    if named:
        return named
    built = pathlib.Path(__file__).resolve().parents[2] / "target" / "release" / "prove"
    found = shutil.which("prove") or (str(built) if built.exists() else None)
    if found is None:
        raise ProgramError(
            IO,
            "the program `prove` was not found: put it on the PATH, name it in EUCLASE_PROVE, "
            "or build it with `cargo build --release --bin prove` in the checkout",
        )
    return found


def options(named):
    """Options of the command line from keywords: `policy_after=5` is `--policy-after 5`, `quiet=True` is `--quiet`; None and False are left out."""
    words = []
    for name, value in named.items():
        flag = "--" + name.replace("_", "-")
        if value is True:
            words.append(flag)
        elif value is not None and value is not False:
            words += [flag, str(value)]
    return words


def run(words, text=None, cwd=None):
    """Runs the program to its end; (exit code, what it printed, what it said). Raises ProgramError where it failed as a program."""
    command = [find_program(), *words]
    try:
        done = subprocess.run(command, input=text, cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    except OSError as e:
        raise ProgramError(IO, f"cannot start {command[0]}: {e}") from None
    if done.returncode in (USAGE, INTERNAL, IO, INTERRUPTED) or done.returncode < 0:
        raise ProgramError(done.returncode, done.stderr.strip() or f"{command[0]} ended with {done.returncode}")
    return done.returncode, done.stdout, done.stderr
