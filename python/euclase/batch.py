"""Batches on this machine, and results files."""

import json
import pathlib
import tempfile

from .program import options, run


class Results(list):
    """The results of a batch, a dictionary each (`name`, `file`, `status`, `seconds`, …), with the run's `header`."""

    def __init__(self, records, header=None, complete=True):
        super().__init__(records)
        #: How the run was asked for.
        self.header = header or {}
        #: Has the run come to its end?
        self.complete = complete

    @property
    def solved(self):
        """Those that were proved or refuted."""
        return [r for r in self if r["status"] in ("Theorem", "CounterSatisfiable")]

    def frame(self):
        """The results as a pandas data frame."""
        import pandas

        return pandas.DataFrame.from_records(list(self))


def read(path):
    """Reads a results file of `prove batch`; a last line that was cut off is left out."""
    records, header, complete = [], {}, False
    text = pathlib.Path(path).read_text(encoding="utf-8")
    lines = text.splitlines()
    for i, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            kind, data = record["type"], record["data"]
        except (ValueError, KeyError, TypeError):
            if i == len(lines):
                break
            raise ValueError(f"{path}, line {i}: not a record of a results file") from None
        if kind == "header":
            header = data
        elif kind == "result":
            records.append(data)
        elif kind == "end":
            complete = True
    return Results(records, header, complete)


def batch(paths, out=None, **named):
    """Proves all theorems of files and folders, as `prove batch` does; options are keywords: `jobs=2`, `timeout=10`.

    With `out` the results stay in that file, and an interrupted run goes on from it. Raises ProgramError where the program fails.
    """
    paths = [str(p) for p in ([paths] if isinstance(paths, (str, pathlib.Path)) else paths)]
    with tempfile.TemporaryDirectory() as folder:
        path = out or str(pathlib.Path(folder, "results.jsonl"))
        run(["batch", *paths, "--out", str(path), "--quiet", *options(named)])
        return read(path)
