"""Batches and synthetic data over a Ray cluster. Ray hands out the work and repeats what a lost worker or machine had; it proves nothing, and
the program knows nothing of it.

A run is cut into shards (`prove batch --shard i/n`), a task each. What a task needs travels with it, so machines need no common folder, but the
program at the same place (`find_program`), of the same version. The shards are joined by the program itself, which refuses what does not fit together;
the joined file is what one machine would have written, but for times.
"""

import json
import os
import pathlib
import subprocess
import tempfile

from .batch import read
from .program import IO, ProgramError, find_program, options, run

#: How often a task is begun again when its worker, or the machine under it, is lost.
RETRIES = 5


def batch(paths, out, shards=None, jobs=1, **named):
    """`prove batch` over the cluster that Ray is connected to (`ray.init` first, or a local one is started); writes `out`, returns its Results.

    shards: how many tasks (default: 4 for each CPU of the cluster, at most one a file); jobs: theorems at a time, and CPUs, of each. Shards that an
    interrupted run has finished are in the folder `OUT.shards` and not run again. Options of `prove batch` are keywords.
    """
    import ray

    started = not ray.is_initialized()
    if started:
        ray.init()
    try:
        files = problems(paths)
        count = shards or max(1, min(len(files), 4 * int(ray.cluster_resources().get("CPU", 1)) // jobs))
        folder = pathlib.Path(str(out) + ".shards")
        folder.mkdir(parents=True, exist_ok=True)
        parts = [folder / f"{i}-{count}.jsonl" for i in range(1, count + 1)]
        sent = ray.put(files)
        task = ray.remote(num_cpus=jobs, max_retries=RETRIES)(shard)
        words = [*options(dict(named, jobs=jobs)), "--quiet"]
        left = {}
        for i, part in enumerate(parts, 1):
            if not (part.exists() and read(part).complete):
                left[task.remote(sent, i, count, words)] = part
        while left:
            (done,), _ = ray.wait(list(left), num_returns=1)
            keep(left.pop(done), ray.get(done))
        run(["batch", "--summary", *map(str, parts), "--out", str(out)])
    finally:
        if started:
            ray.shutdown()
    return read(out)


def synth(out, shards=None, threads=1, **named):
    """`prove synth` over the cluster: the data of all shards, in the folder `out`. Options of `prove synth` are keywords (`figures=6400`, `seed=1`)."""
    import ray

    started = not ray.is_initialized()
    if started:
        ray.init()
    try:
        count = shards or max(1, 2 * int(ray.cluster_resources().get("CPU", 1)) // threads)
        task = ray.remote(num_cpus=threads, max_retries=RETRIES)(blocks)
        words = [*options(dict(named, threads=threads)), "--quiet"]
        folder = pathlib.Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        left = [task.remote(i, count, words) for i in range(1, count + 1)]
        while left:
            (done,), left = ray.wait(left, num_returns=1)
            for name, data in ray.get(done).items():
                keep(folder / name, data)
    finally:
        if started:
            ray.shutdown()
    return sorted(p.name for p in folder.iterdir())


def problems(paths):
    """The `.fml` files below the paths, with their bytes, each under the name that a run on this machine would give it."""
    found = {}
    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        path = pathlib.Path(path)
        below = sorted(p for p in path.rglob("*.fml") if p.is_file()) if path.is_dir() else [path]
        for p in below:
            found[str(p)] = p.read_bytes()
    if not found:
        raise ProgramError(65, "there is no .fml file below the folders named")
    return found


def keep(path, data):
    """Writes a file whole or not at all."""
    near = path.with_name(f".{path.name}.{os.getpid()}.part")
    near.write_bytes(data)
    os.replace(near, path)


def shard(files, i, count, words):
    """A task: one shard of a batch; the bytes of its results file. It runs on any machine of the cluster."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        places = {}
        for n, (name, data) in enumerate(sorted(files.items(), key=lambda f: pathlib.PurePath(f[0]).parts)):
            # A folder for each, by number: the order is that of the names, part by part, which may be anything.
            place = root / "files" / f"{n:08}" / "t.fml"
            place.parent.mkdir(parents=True)
            place.write_bytes(data)
            places[str(place)] = name
        out = root / "results.jsonl"
        told(["batch", str(root / "files"), "--shard", f"{i}/{count}", "--out", str(out), *words])
        lines = []
        for line in out.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["type"] == "result":
                file = record["data"]["file"]
                inside = [json.dumps(p, ensure_ascii=False)[1:-1] for p in (file, places[file])]
                line = line.replace(*inside)
            lines.append(line + "\n")
        return "".join(lines).encode()


def blocks(i, count, words):
    """A task: one shard of synthetic data; the files that it made."""
    with tempfile.TemporaryDirectory() as folder:
        told(["synth", "--out", folder, "--shard", f"{i}/{count}", *words])
        return {p.name: p.read_bytes() for p in pathlib.Path(folder).iterdir() if p.is_file()}


def told(words):
    """Runs the program in a task; what it says stays with the task, and a failure is the task's."""
    done = subprocess.run([find_program(), *words], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1, 65):
        raise ProgramError(done.returncode or IO, done.stderr.strip())
