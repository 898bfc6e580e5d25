"""The command: one file and its certificate, or a stream of both (`--batch`).

Exit codes: 0 accepted, 1 rejected, 2 declined, 64 usage, 65 a file that cannot be read.
"""

import argparse
import json
import sys

from . import certificate, check, conditions, elaborate, lexer
from .errors import Declined, InputError, Rejected, SourceError
from .words import Words

ACCEPTED, REJECTED, DECLINED, USAGE, DATA = 0, 1, 2, 64, 65


def read_file(path, most):
    try:
        with open(path, "rb") as f:
            data = f.read(most + 1)
    except OSError as e:
        raise InputError(f"cannot read {path}: {e.strerror}") from e
    if len(data) > most:
        raise InputError(f"{path} is larger than {most >> 20} MiB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise InputError(f"{path} is not UTF-8: byte {e.start}") from e


def load_theorems(text, name, prelude):
    try:
        return elaborate.load(text, prelude)
    except SourceError as e:
        raise InputError(e.located(text, name)) from e


def chosen(theorems, name, where):
    for t in theorems:
        if t.name == name:
            return t
    raise InputError(f"{where} has no theorem {str(name)[:80]!r}")


class Outcome:
    """What came of one certificate, in words and as data."""

    def __init__(self, theorem, cert):
        self.theorem = theorem
        self.words = Words(theorem.points + [name for name, _, _ in cert.aux])
        self.step = self.rule = self.strength = None
        self.expected = self.got = self.reason = None
        self.conditions = []
        try:
            done = check.check(theorem, cert)
            self.outcome = "accepted"
            self.strength = done.strength
            self.steps = done.steps
            self.conditions = [(self.words.condition(c), conditions.canonical(c), k) for c, k in done.conditions]
        except Rejected as r:
            self.outcome = "rejected"
            self.step, self.rule = r.step, r.rule
            self.expected, self.got = self.words.say(r.expected), self.words.say(r.got)
        except Declined as d:
            self.outcome = "declined"
            self.reason = str(d)

    def line(self):
        name = self.theorem.name
        if self.outcome == "accepted":
            return f"accepted: {name} ({self.steps} steps, strength {self.strength})"
        if self.outcome == "declined":
            return f"declined: {name}: {self.reason}"
        place = "" if self.step is None else f"step {self.step}, "
        return f"rejected: {name}: {place}{self.rule}: expected {self.expected}, got {self.got}"

    def data(self):
        out = {"outcome": self.outcome, "step": self.step, "rule": self.rule, "strength": self.strength}
        out["conditions"] = [{"text": t, "class": k, "form": as_json(form)} for t, form, k in self.conditions]
        for key in ("expected", "got", "reason"):
            if getattr(self, key) is not None:
                out[key] = getattr(self, key)
        return out

    def code(self):
        return {"accepted": ACCEPTED, "rejected": REJECTED}.get(self.outcome, DECLINED)


def as_json(x):
    """A canonical form as JSON: tuples as arrays, fractions as strings."""
    if isinstance(x, tuple):
        return [as_json(y) for y in x]
    return x if isinstance(x, (str, int, bool)) else str(x)


# ---------------------------------------------------------------- one certificate


def single(options):
    theorems = load_theorems(read_file(options.theorem, lexer.MAX_BYTES), options.theorem, options.prelude)
    try:
        value = certificate.read_json(read_file(options.certificate, certificate.MAX_BYTES))
        name = value.get("theorem") if isinstance(value, dict) else None
        theorem = chosen(theorems, options.name or name, options.theorem)
        cert = certificate.from_value(theorem, value)
    except InputError as e:
        raise InputError(f"{options.certificate}: {e}") from e
    outcome = Outcome(theorem, cert)
    print(outcome.line())
    if options.conditions and outcome.outcome == "accepted":
        print(f"strength: {outcome.strength}")
        for text, _, kind in outcome.conditions:
            print(f"  {kind}: {text}")
    return outcome.code()


# ---------------------------------------------------------------- a stream of certificates


class Batch:
    """Checks the certificates of a stream; theorems are parsed once."""

    def __init__(self, prelude):
        self.prelude = prelude
        self.known = {}

    def theorems(self, record):
        path, text = record.get("theorem"), record.get("fml")
        key = ("text", text) if path is None else ("path", path)
        if key not in self.known:
            try:
                if path is not None:
                    text = read_file(path, lexer.MAX_BYTES)
                if not isinstance(text, str):
                    raise InputError("a record has a `theorem` (a path) or an `fml` (a text)")
                self.known[key] = load_theorems(text, path or "fml", self.prelude)
            except InputError as e:
                self.known[key] = e
        if isinstance(self.known[key], InputError):
            raise self.known[key]
        return self.known[key]

    def answer(self, line):
        """The answer to one line, as data."""
        try:
            record = certificate.read_json(line)
            if not isinstance(record, dict) or not isinstance(record.get("theorem", ""), (str, type(None))):
                raise InputError("a record is an object with `theorem` or `fml`, and a certificate")
            theorems = self.theorems(record)
            if "certificate_text" in record:
                text = record["certificate_text"]
                if not isinstance(text, str):
                    raise InputError("`certificate_text` is not a string")
                value = certificate.read_json(text)
            else:
                value = record.get("certificate")
            name = value.get("theorem") if isinstance(value, dict) else None
            named = [t for t in theorems if t.name == name]
            # A certificate of another theorem is read against the first one, and rejected.
            theorem = (named or theorems)[0] if theorems else chosen(theorems, name, "the file")
            return Outcome(theorem, certificate.from_value(theorem, value)).data()
        except InputError as e:
            return {"outcome": "unreadable", "step": None, "rule": None, "conditions": [], "reason": str(e)}

    def run(self, lines, out):
        for line in lines:
            if line.strip():
                out.write(json.dumps(self.answer(line), ensure_ascii=False) + "\n")
                out.flush()


class Usage(argparse.ArgumentParser):
    """Wrong use of the command ends with code 64."""

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"recheck: {message}\n")


def main(argv=None):
    parser = Usage(prog="recheck", description="Checks a certificate of Euclase against its theorem.")
    parser.add_argument("theorem", nargs="?", help="the .fml file")
    parser.add_argument("certificate", nargs="?", help="the certificate (JSON)")
    parser.add_argument("--name", help="the theorem of this name")
    parser.add_argument("--conditions", action="store_true", help="list the conditions with their classes")
    parser.add_argument("--batch", action="store_true", help="JSON Lines from standard input to standard output")
    parser.add_argument("--prelude", help="the constructions of the language (grammar/prelude.fml)")
    options = parser.parse_args(argv)
    if options.batch:
        if options.theorem:
            parser.error("--batch reads standard input and takes no files")
        lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        Batch(options.prelude).run(lines, sys.stdout)
        return ACCEPTED
    if not options.certificate:
        parser.error("name a theorem file and a certificate, or --batch")
    try:
        return single(options)
    except InputError as e:
        print(f"recheck: {e}", file=sys.stderr)
        return DATA
