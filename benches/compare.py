#!/usr/bin/env python3
"""Euclase beside yuclid and Newclid: the same problems, one machine, one run.

    python3 benches/compare.py              measure; yuclid and Newclid where they are installed (see --venv)
    python3 benches/compare.py --install    first install PyPI `py-yuclid` and `newclid` into a folder of the cache
    python3 benches/compare.py --out benches/results/NAME    keep NAME.json (raw) and NAME.txt (what is printed)
    python3 benches/compare.py --doc docs/benchmarks.md      put what is printed between the marks of that page

Needs Python's standard library, cargo, and for instruction counts valgrind; what is missing is left out, and said.

What is compared, and what each time includes:
- closure in process (`cargo bench --bench closure`): load and closure; the picture is given, nothing is started;
- yuclid: one process a problem; the picture is given in its input (drawn by newclid); start, reading, closure, and
  its proof in text;
- Newclid as shipped: one process for all problems, its interpreter started, the problem read and drawn; yuclid
  runs inside as a process. On IMO 2000 P1 also as a process of its own;
- `prove FILE --prover closure`: one process a problem; start, reading, drawing, closure, proof, kernel, further figures, text.
CPU times are user and system together, from wait4(2). Memory is the peak of resident pages as `/usr/bin/time` has it.
"""

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True  # no folder of compiled files beside this one

import reach  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SETS = {"imo": ("imo_ag_30.txt", "datasets/imo"), "jgex": ("jgex_ag_231.txt", "datasets/classic")}
YUCLID = {
    "yuclid, fastest flags": [
        "--disable-ar-dist",
        "--disable-ar-squared",
        "--disable-eqn-statements",
        "--disable-ar-sin",
    ],
    "yuclid, every table": [],
}
PACKAGES = ["py-yuclid", "newclid", "pyyaml"]  # newclid imports yaml without asking for it


class Report:
    """Prints, and remembers what it printed."""

    def __init__(self):
        self.lines = []

    def __call__(self, text=""):
        self.lines.append(text)
        print(text, flush=True)


say = Report()


# --- running things -------------------------------------------------------------------------------------------------


def run(command, env=None, limit=120):
    """Runs a process to its end: exit code, wall seconds, CPU seconds, standard output (its last 64 KiB)."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        p = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=env, cwd=ROOT)
        watch = threading.Timer(limit, p.kill)
        watch.start()
        _, status, used = os.wait4(p.pid, 0)
        wall = time.perf_counter() - start
        p.returncode = os.waitstatus_to_exitcode(status)
        watch.cancel()
        size = out.seek(0, os.SEEK_END)
        out.seek(max(0, size - 65536))
        text = out.read().decode(errors="replace")
    cpu = used.ru_utime + used.ru_stime
    return {"code": p.returncode, "wall": wall, "user": used.ru_utime, "cpu": cpu, "text": text}


def quietly(command, env=None):
    """Runs a process for its effects."""
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, cwd=ROOT, check=False)


def printed(command):
    """What a process prints on standard output."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False).stdout


def peak(command, env=None):
    """Peak of resident memory in MB. (wait4 counts this interpreter too, of which the child is a fork.)"""
    if not Path("/usr/bin/time").exists():
        return None
    with tempfile.NamedTemporaryFile("r") as out:
        quietly(["/usr/bin/time", "-f", "%M", "-o", out.name, *command], env)
        lines = out.read().split()
    return int(lines[-1]) / 1024 if lines and lines[-1].isdigit() else None


def json_lines(command, env):
    """The records that a helper printed."""
    p = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    records = [json.loads(line) for line in p.stdout.splitlines() if line.startswith("{")]
    if not records:
        say(f"  no answer from {' '.join(map(str, command[-3:]))}: {p.stderr.strip()[-300:]}")
    return records


def cargo(target, *args):
    """Builds and returns the path of a target's executable. (Cargo names every executable that it makes on the way.)"""
    command = ["cargo", *args, target, "--locked", "--message-format=json-render-diagnostics"]
    p = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    if p.returncode:
        sys.exit(f"compare: `{' '.join(command)}` failed")
    made = [json.loads(line) for line in p.stdout.splitlines() if line.startswith("{")]
    return [m["executable"] for m in made if m.get("executable") and m["target"]["name"] == target][-1]


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().splitlines()[0]
    except (OSError, IndexError):
        return "not installed"


# --- Euclase --------------------------------------------------------------------------------------------------------


def in_process(bench, what, reps, folder):
    """The closure benchmark on one set: its rows by (depth, until), and the proofs."""
    raw = folder / "closure.json"
    say("\n" + printed([bench, str(what), "--reps", str(reps), "--json", str(raw)]).strip("\n"))
    (figures,) = json.loads(raw.read_text()).values()
    return figures


def statements(prove, source, folder):
    """The problems as .fml files: imported from AlphaGeometry's text, or the repository's own."""
    if source.is_file():
        quietly([prove, "import", str(source), "--out", str(folder)])
        return sorted(folder.glob("*.fml"))
    return sorted(source.glob("*.fml"))


def whole(prove, files):
    """`prove` as one process a file."""
    rows = []
    for f in files:
        r = run([prove, str(f), "--prover", "closure"])
        status = re.search(r"% SZS status (\w+)", r.pop("text"))
        rows.append({**r, "name": f.stem, "status": status.group(1) if status else None})
    return rows


# --- yuclid and Newclid ---------------------------------------------------------------------------------------------


def install(venv):
    if not (venv / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([str(venv / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)


def others(venv):
    """The environment's python, yuclid and newclid, with a PATH that finds them; None if they are not there."""
    python = venv / "bin/python"
    if not python.exists():
        return None
    env = {**os.environ, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    code = "import newclid, py_yuclid; from importlib.metadata import version as v; print(v('newclid'), v('py-yuclid'))"
    p = subprocess.run([str(python), "-c", code], capture_output=True, text=True, env=env, check=False)
    if p.returncode:
        return None
    newclid, yuclid = p.stdout.split()
    return {
        "python": str(python),
        "yuclid": str(venv / "bin/yuclid"),
        "newclid": str(venv / "bin/newclid"),
        "env": env,
        "versions": f"newclid {newclid}, py-yuclid {yuclid}",
    }


def yuclid(o, flags, inputs):
    rows = []
    for r in inputs:
        got = run([o["yuclid"], *flags, "--err-on-failure", "--log-level", "error", "--input-file", r["file"]])
        got.pop("text")
        rows.append({**got, "name": r["name"], "solved": got["code"] == 0})
    return rows


# --- tables ---------------------------------------------------------------------------------------------------------


def row(what, solved, cpu, wall, unit, each):
    """A line of the comparison; the ratio is to `unit` seconds of CPU."""
    ratio = f"{cpu / unit:8.1f}" if unit else " " * 8
    each = f"{statistics.median(each) * 1e3:10.2f} {max(each) * 1e3:10.2f}" if each else ""
    say(f"  {what:<34} {solved:>6} {cpu:>9.4f} {wall:>9.4f} {ratio} {each}")


def compare(name, source, tools, a, folder):
    """All engines on one set."""
    figures = in_process(tools["closure"], source if a.data_given else name, a.reps, folder)
    files = statements(tools["prove"], source, folder / f"{name}-fml")
    best = {(r["depth"], r["until"]): r for r in figures["closures"]}
    unit = min(best["full", "goals"]["cpu"])
    raw = {"closure": figures}
    n = len(figures["problems"])
    say(f"\n{name}: {n} problems; seconds for the whole set, then milliseconds of CPU for one problem")
    say("  (ratio 1: our full closure until the goals)")
    say(f"  {'engine':<34} {'solved':>6} {'CPU':>9} {'wall':>9} {'ratio':>8} {'median':>10} {'max':>10}")
    for depth, until in best:
        r = best[depth, until]
        what = f"closure, {depth}, to the {'goals' if until == 'goals' else 'end'}"
        row(what, r["solved"], min(r["cpu"]), min(r["wall"]), unit, r["cpu_best_of_each"])
    o = tools["others"]
    if o and source.is_file():
        side = [o["python"], str(ROOT / "benches/newclid_side.py")]
        written = json_lines([*side, "write", str(source), str(folder / f"{name}-yuclid")], o["env"])
        inputs = [r for r in written if "file" in r]
        raw["not read by newclid"] = [r for r in written if "file" not in r]
        for what, flags in YUCLID.items():
            passes = [yuclid(o, flags, inputs) for _ in range(a.passes)]
            raw[what] = passes
            fastest(what, passes, unit, lambda r: r["solved"])
        raw["newclid"] = [json_lines([*side, "solve", str(source)], o["env"]) for _ in range(min(a.passes, 2))]
        timed = [[r for r in p if "cpu" in r] for p in raw["newclid"]]
        fastest("newclid as shipped", timed, unit, lambda r: r["solved"])
        for r in raw["newclid"][0]:
            if "error" in r:
                say(f"  newclid failed, not in its time: {r['name']}: {r['error'][-120:]}")
        for r in raw["not read by newclid"]:
            say(f"  not read by newclid: {r['name']}: {r['error'][:120]}")
    passes = [whole(tools["prove"], files) for _ in range(a.passes)]
    raw["prove"] = passes
    fastest("prove, whole processes", passes, unit, lambda r: r["status"] == "Theorem")
    counts = {}
    for r in passes[0]:
        counts[r["status"]] = counts.get(r["status"], 0) + 1
    say("  prove says: " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items(), key=str)))
    return raw


def fastest(what, passes, unit, solved):
    """The pass with the least CPU time; of each problem the least of all passes."""
    p = min(passes, key=lambda rows: sum(r["cpu"] for r in rows))
    if p:
        each = [min(q[i]["cpu"] for q in passes) for i in range(len(p))]
        wall = min(sum(r["wall"] for r in q) for q in passes)
        row(what, sum(map(solved, p)), sum(r["cpu"] for r in p), wall, unit, each)


def one_process(what, command, runs, env=None):
    rows = [run(command, env) for _ in range(runs)]
    for r in rows:
        r.pop("text")
    memory = peak(command, env)
    wall, cpu, user = ([r[k] for r in rows] for k in ("wall", "cpu", "user"))
    shown = "-" if memory is None else f"{memory:.1f}"
    figures = (min(wall), statistics.median(wall), min(cpu), statistics.median(cpu), statistics.median(user))
    say(f"  {what:<34} {' '.join(f'{f:>9.4f}' for f in figures)} {shown:>8}")
    return {"runs": rows, "peak_mb": memory}


def p1(tools, a, source):
    """IMO 2000 Problem 1 as whole processes."""
    say(f"\nIMO 2000, Problem 1, whole process, {a.runs} runs each: seconds, peak MB")
    say(f"  {'process':<34} {'wall best':>9} {'median':>9} {'CPU best':>9} {'median':>9} {'user':>9} {'MB':>8}")
    file = str(ROOT / "datasets/imo/imo_2000_p1.fml")
    ways = {
        "prove": [file, "--prover", "closure"],
        "prove --no-shorten": [file, "--prover", "closure", "--no-shorten"],
        "prove draw (start, read, figure)": ["draw", file],
        "prove show (start, read)": ["show", file],
    }
    raw = {what: one_process(what, [tools["prove"], *args], a.runs) for what, args in ways.items()}
    o = tools["others"]
    if o and source.is_file():
        problem = ["jgex", "--file", str(source), "--problem-id", "translated_imo_2000_p1"]
        command = [o["newclid"], "--log-level", "ERROR", "--seed", "0", *problem]
        raw["newclid"] = one_process("newclid", command, min(a.runs, 5), o["env"])
    return raw


# --- instruction counts ---------------------------------------------------------------------------------------------


def instructions(command, folder, toggle=None):
    """Instructions executed, by callgrind: of the process, or inside one function and what it calls."""
    if not shutil.which("valgrind"):
        return None
    out = folder / "callgrind.out"
    collect = [f"--toggle-collect={toggle}"] if toggle else []
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *collect, *command]
    p = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    found = re.search(r"Collected : (\d+)", p.stderr)
    return int(found.group(1)) if found else None


def counts(tools, folder, sets):
    say("\ninstructions executed (valgrind --tool=callgrind), millions")
    raw = {}
    p1_file = str(ROOT / "datasets/imo/imo_2000_p1.fml")
    wanted = [("prove, IMO 2000 P1, whole process", [tools["prove"], p1_file, "--prover", "closure"], None)]
    for name, source in sets.items():
        # The statements as files, so that valgrind need not run the import.
        given = folder / f"{name}-fml" if source.is_file() else source
        for depth in ("cheap", "full"):
            command = [tools["closure"], str(given), "--pass", depth]
            wanted.append((f"closure of {name}, {depth}, to the goals", command, "*load_and_saturate*"))
    for what, command, toggle in wanted:
        n = instructions(command, folder, toggle)
        raw[what] = n
        say(f"  {what:<40} {'valgrind is not installed' if n is None else f'{n / 1e6:10.1f}'}")
    return raw


# --- the whole run --------------------------------------------------------------------------------------------------


def processor():
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    fields = dict(re.split(r"\s*:\s*", line, maxsplit=1) for line in lines if ":" in line)
    name = fields.get("model name", platform.processor())
    return f"{name} (family {fields.get('cpu family', '?')}, model {fields.get('model', '?')})"


def machine(o):
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "rustc": first_line("rustc", "--version"),
        "python": platform.python_version(),
        "valgrind": first_line("valgrind", "--version"),
        "others": o["versions"] if o else "not installed",
        "commit": first_line("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
        "load at the start": " ".join(f"{x:.1f}" for x in os.getloadavg()),
    }


def rounded(v):
    """Microseconds are enough for a file that is kept."""
    if isinstance(v, dict):
        return {k: rounded(x) for k, x in v.items()}
    if isinstance(v, list):
        return [rounded(x) for x in v]
    return round(v, 6) if isinstance(v, float) else v


def put(page, lines):
    """Replaces what stands between the marks of a page."""
    begin, end = "<!-- figures: begin -->\n", "<!-- figures: end -->"
    text = page.read_text(encoding="utf-8")
    before, after = text.index(begin) + len(begin), text.index(end)
    page.write_text(text[:before] + "\n".join(lines) + "\n" + text[after:], encoding="utf-8")


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "euclase-bench"
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--install", action="store_true", help="install py-yuclid and newclid into --venv first")
    p.add_argument("--venv", type=Path, default=cache / "venv", help="of the other engines (default: %(default)s)")
    p.add_argument("--data", type=Path, help="folder with imo_ag_30.txt and jgex_ag_231.txt (default: ../shared/data)")
    p.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    p.add_argument("--reps", type=int, default=31, help="repetitions of the closures in process")
    p.add_argument("--passes", type=int, default=3, help="passes over a set with one process a problem")
    p.add_argument("--runs", type=int, default=20, help="runs of IMO 2000 P1")
    p.add_argument("--no-valgrind", action="store_true")
    p.add_argument("--prove", help="a built `prove` (default: cargo builds it)")
    p.add_argument("--closure", help="a built closure benchmark (default: cargo builds it)")
    p.add_argument("--doc", type=Path, help="a page with the marks `figures: begin` and `figures: end`")
    p.add_argument("--out", type=Path, help="write OUT.json and OUT.txt")
    a = p.parse_args()
    if a.install:
        install(a.venv)
    a.data_given = a.data is not None
    data = a.data or ROOT.parent / "shared/data"
    tools = {
        "prove": a.prove or cargo("prove", "build", "--release", "--bin"),
        "closure": a.closure or cargo("closure", "bench", "--no-run", "--bench"),
        "others": others(a.venv),
    }
    raw = {"machine": machine(tools["others"])}
    for k, v in raw["machine"].items():
        say(f"{k}: {v}")
    if not tools["others"]:
        say("yuclid and newclid are not installed: run with --install, or give --venv")
    sets = {}
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        for name in a.sets:
            file, own = SETS[name]
            sets[name] = data / file if (data / file).is_file() else ROOT / own
            if sets[name].is_dir():
                say(f"{data / file} is not there: {own} instead, without the other engines (they do not read it)")
            raw[name] = compare(name, sets[name], tools, a, folder)
        raw["imo_2000_p1"] = p1(tools, a, data / SETS["imo"][0])
        say("\n" + printed([tools["closure"], "growth", "--json", str(folder / "growth.json")]).strip("\n"))
        raw["growth"] = json.loads((folder / "growth.json").read_text())["growth"]
        if not a.no_valgrind:
            raw["instructions"] = counts(tools, folder, sets)
    goals = reach.table(raw)
    print("\n".join(["", *goals]))
    if a.doc:
        put(a.doc, [*goals, "", "```", *say.lines, "```"])
    if a.out:
        a.out.parent.mkdir(parents=True, exist_ok=True)
        a.out.with_suffix(".json").write_text(json.dumps(rounded(raw), separators=(",", ":")) + "\n", encoding="utf-8")
        a.out.with_suffix(".txt").write_text("\n".join(say.lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
