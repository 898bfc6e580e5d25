"""A batch over a local Ray cluster of three nodes, one of which is lost in the middle: all results are there, equal to a local run.

    pip install 'ray>=2.9' && python3 python/tests/ray_cluster.py [FOLDER ...]

Ray writes to the addresses of this machine alone; `unshare -n` gives it a network of its own where that is wanted.
"""

import json
import pathlib
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import ray  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402

import euclase  # noqa: E402
from euclase import cluster  # noqa: E402


def untimed(results):
    return [{k: v for k, v in r.items() if k != "seconds"} for r in results]


def main(folders):
    here = pathlib.Path(__file__).resolve().parents[2]
    folders = folders or [str(here / "datasets" / "false"), str(here / "datasets" / "classic")]
    how = dict(prover="closure", nodes=16, timeout=60, policy="heuristic")
    with tempfile.TemporaryDirectory() as folder:
        f = pathlib.Path(folder)
        start = time.time()
        local = euclase.batch(folders, out=f / "local.jsonl", jobs=2, **how)
        print(f"on this machine: {len(local)} results in {time.time() - start:.1f} s")
        nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
        lost = nodes.add_node(num_cpus=1)
        nodes.add_node(num_cpus=1)
        nodes.wait_for_nodes()
        ray.init(address=nodes.address, runtime_env={"env_vars": {"PYTHONPATH": str(here / "python")}})
        out = f / "cluster.jsonl"

        def lose():
            # in the middle: when a third of the shards are there
            while len(list(f.glob("cluster.jsonl.shards/*.jsonl"))) < 8:
                time.sleep(0.02)
            nodes.remove_node(lost, allow_graceful=False)
            print("a node was killed")

        thread = threading.Thread(target=lose)
        thread.start()
        start = time.time()
        far = cluster.batch(folders, out, shards=24, **how)
        thread.join()
        print(f"on three nodes, two in the end: {len(far)} results in {time.time() - start:.1f} s")
        ray.shutdown()
        nodes.shutdown()
        if untimed(far) != untimed(local):
            for a, b in zip(untimed(local), untimed(far)):
                if a != b:
                    print(json.dumps(a), json.dumps(b), sep="\n")
            return 1
        header = {k: v for k, v in far.header.items()}
        print("equal to the local run, header included" if header == local.header else f"headers differ: {header} {local.header}")
        return 0 if header == local.header else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
