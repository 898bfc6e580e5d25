"""One theorem: its answer, proof, certificate and figure."""

import dataclasses
import html
import json
import pathlib
import tempfile

from .program import options, run


@dataclasses.dataclass(frozen=True)
class Result:
    """What became of a theorem. It is true where the theorem was proved."""

    name: str
    #: SZS status: Theorem, CounterSatisfiable, Unknown, Timeout, …
    status: str
    #: The whole answer as a dictionary, as `prove --format json` gives it.
    answer: dict
    #: The certificate as JSON text (what `prove check` reads), where there is one.
    certificate: "str | None" = None
    #: The figure as SVG text, where there is one.
    figure: "str | None" = None

    def __bool__(self):
        return self.status == "Theorem"

    @property
    def strength(self):
        """`general`, `generic` or `configuration`; None without a proof."""
        return self.answer.get("strength")

    @property
    def proof(self):
        """The claims of the proof's steps, in order."""
        return [step["claim"] for step in self.answer.get("steps", [])]

    @property
    def notes(self):
        """Remarks: why nothing was found, what is wrong with the text."""
        return self.answer.get("notes", [])

    def __str__(self):
        lines = [f"{self.name}: {self.status}" + (f" ({self.strength})" if self.strength else "")]
        lines += [f"  {n}. {claim}" for n, claim in enumerate(self.proof, 1)] or [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self):
        """For Jupyter: status, figure, proof."""
        title = f"<b>{html.escape(self.name)}</b>: {html.escape(self.status)}"
        if self.strength:
            title += f" <small>({html.escape(self.strength)})</small>"
        body = "".join(f"<li>{html.escape(claim)}</li>" for claim in self.proof)
        told = f"<ol>{body}</ol>" if body else "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        return f'<div><p>{title}</p><div style="background:#fff;display:inline-block">{self.figure or ""}</div>{told}</div>'


def prove(text, **named):
    """Proves the theorem of a text (one theorem, as a `.fml` file has it). Options of `prove` are keywords: `timeout=10`, `nodes=100`.

    Returns a Result, also for a text that is wrong (status InputError). Raises ProgramError where the program cannot be run.
    """
    with tempfile.TemporaryDirectory() as folder:
        cert, figure = pathlib.Path(folder, "c.json"), pathlib.Path(folder, "f.svg")
        words = ["-", "--format", "json", "--cert", str(cert), "--figure", str(figure), *options(named)]
        _, out, _ = run(words, text=text)
        answer = json.loads(out)
        if isinstance(answer, list):
            raise ValueError("one theorem is wanted; `batch` proves the theorems of files")
        kept = [p.read_text(encoding="utf-8") if p.exists() else None for p in (cert, figure)]
    return Result(answer["name"], answer["status"], answer, *kept)
