"""What can go wrong with an input, and where."""

import sys
from contextlib import contextmanager


@contextmanager
def deep_stack():
    """Room for numbers as deep as certificates may have them."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 10_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class InputError(Exception):
    """A file that cannot be read or understood: exit code 65. The message is for people."""


class SourceError(InputError):
    """A mistake in a `.fml` file, at a place (character offset), with a mend where one is known."""

    def __init__(self, message, at=None, mend=None):
        super().__init__(message)
        self.message = message
        self.at = at
        self.mend = mend

    def located(self, source, name):
        """The message with file, line and column."""
        if self.at is None:
            place = name
        else:
            line = source.count("\n", 0, self.at) + 1
            column = self.at - (source.rfind("\n", 0, self.at) + 1) + 1
            place = f"{name}:{line}:{column}"
        mend = f" ({self.mend})" if self.mend else ""
        return f"{place}: {self.message}{mend}"


class Rejected(Exception):
    """A certificate that does not prove its theorem.

    `step` is the number of the step, or None where the fault is in the certificate as a whole.
    """

    def __init__(self, rule, expected, got, step=None):
        super().__init__(f"{rule}: expected {expected}, got {got}")
        self.rule = rule
        self.expected = expected
        self.got = got
        self.step = step


class Declined(Exception):
    """A statement with a part that this checker does not carry."""
