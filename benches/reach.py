"""The table of the figures to reach, from the raw figures of one run of compare.py."""

from statistics import median

# Each entry: what, the wish in words, and what to look up: `measured(raw)` gives the figure (None: not measured),
# `shown` how it is written, `met` whether the wish is fulfilled.


def closure(raw, name, depth, until):
    for r in raw.get(name, {}).get("closure", {}).get("closures", []):
        if (r["depth"], r["until"]) == (depth, until):
            return r
    return None


def solved(raw, name):
    r = closure(raw, name, "full", "goals")
    return r and r["solved"]


def accepted(raw, name):
    proofs = raw.get(name, {}).get("closure", {}).get("proofs")
    return proofs and (proofs["accepted"], proofs["closed"], proofs["failures"])


def seconds(raw, name, depth, until):
    r = closure(raw, name, depth, until)
    return r and (min(r["cpu"]), median(r["cpu"]), min(r["wall"]))


def p1(raw, key):
    return raw.get("imo_2000_p1", {}).get("prove", {}).get(key)


def p1_wall(raw):
    runs = p1(raw, "runs")
    return runs and (median(r["wall"] for r in runs), median(r["cpu"] for r in runs), min(r["wall"] for r in runs))


def times(t):
    return f"{t[0]:.4f} s CPU best, {t[1]:.4f} median; {t[2]:.4f} wall best"


def process(t):
    return f"{t[0]:.4f} s wall median, {t[2]:.4f} best; {t[1]:.4f} CPU median"


ENTRIES = [
    ("IMO-AG-30 by closure alone", "≥ 18", lambda r: solved(r, "imo"), str, lambda v: v >= 18),
    ("JGEX-231 by closure alone", "≥ 222", lambda r: solved(r, "jgex"), str, lambda v: v >= 222),
    *[
        (
            f"{name}: their proofs accepted by the kernel",
            "all, no failure to rebuild",
            lambda r, k=key: accepted(r, k),
            lambda v: f"{v[0]} of {v[1]}, {v[2]} failures",
            lambda v: v[0] == v[1] and v[2] == 0,
        )
        for name, key in (("IMO-AG-30", "imo"), ("JGEX-231", "jgex"))
    ],
    *[
        (
            f"closure of all {name} problems, {words}",
            f"≤ {limit} s",
            lambda r, k=key, d=depth, u=until: seconds(r, k, d, u),
            times,
            lambda v, m=limit: v[1] <= m,
        )
        for name, key, cheap, full in (("30 IMO", "imo", 0.02, 0.1), ("231 JGEX", "jgex", 0.05, 0.25))
        for words, depth, until, limit in (
            ("cheap loop", "cheap", "end", cheap),
            ("every rule, to the goals", "full", "goals", full),
            ("every rule, to the end", "full", "end", full),
        )
    ],
    ("`prove` on IMO 2000 P1, whole process", "≤ 0.05 s", p1_wall, process, lambda v: v[0] <= 0.05),
    ("the same, peak memory", "≤ 60 MB", lambda r: p1(r, "peak_mb"), lambda v: f"{v:.1f} MB", lambda v: v <= 60),
]


def table(raw):
    """Markdown lines. A time is held against its median."""
    lines = ["| what | reach | measured | |", "|---|---|---|---|"]
    for what, wish, measured, shown, met in ENTRIES:
        v = measured(raw)
        figure, verdict = ("not measured", "") if v is None else (shown(v), "reached" if met(v) else "**short**")
        lines.append(f"| {what} | {wish} | {figure} | {verdict} |")
    return lines
