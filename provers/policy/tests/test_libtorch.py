"""The set-up of LibTorch, with wheels of a few bytes and a pip that copies them: what it makes, and every mishap."""

import contextlib
import hashlib
import importlib.util
import io
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
import zipfile
from unittest import mock

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, os.pardir, "libtorch.py")
spec = importlib.util.spec_from_file_location("libtorch", SCRIPT)
libtorch = importlib.util.module_from_spec(spec)
spec.loader.exec_module(libtorch)

SUPPORTED = (platform.system(), platform.machine()) == ("Linux", "x86_64")

# A pip that fetches nothing: it copies the folder WHEELS, and tells a file that it was called. SAYS is what it fails
# with, SLEEP how long it takes.
PIP = """
    import os, shutil, sys, time
    with open(os.environ["CALLS"], "a") as calls:
        calls.write(" ".join(sys.argv[1:]) + "\\n")
    time.sleep(float(os.environ.get("SLEEP", "0")))
    if os.environ.get("SAYS"):
        sys.exit(os.environ["SAYS"])
    to = sys.argv[sys.argv.index("-d") + 1]
    for name in os.listdir(os.environ["WHEELS"]):
        shutil.copy(os.path.join(os.environ["WHEELS"], name), to)
"""

TORCH = {
    "torch/include/torch/csrc/api/include/torch/torch.h": "// torch",
    "torch/include/ATen/ATen.h": "// ATen",
    "torch/lib/libtorch_cpu.so": "cpu",
    "torch/lib/libc10.so": "c10",
    "torch/lib/libgomp.so.1": "gomp",
    "torch/lib/libtorch_cuda.so": "for graphics cards",
    "torch/__init__.py": "",
}
CUDART = {"nvidia/cu13/lib/libcudart.so.13": "cudart"}
CUPTI = {"nvidia/cu13/lib/libcupti.so.13": "cupti", "nvidia/cu13/lib/libnvperf_host.so": "not wanted"}
NAMES = {
    "torch": ("2.13.0", "cp311-cp311-manylinux_2_28_x86_64"),
    "nvidia_cuda_runtime": ("13.0.96", "py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64"),
    "nvidia_cuda_cupti": ("13.0.85", "py3-none-manylinux_2_25_x86_64"),
}


def write(path, text=""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Setup(unittest.TestCase):
    """A folder with the cache, the wheels, the pins and the link of a test."""

    def setUp(self):
        self.folder = os.path.realpath(self.entered(tempfile.TemporaryDirectory()))
        self.cache, self.wheels, self.link = (os.path.join(self.folder, n) for n in ("cache", "wheels", ".libtorch"))
        self.calls, self.lock = os.path.join(self.folder, "calls"), os.path.join(self.folder, "pins")
        os.mkdir(self.wheels)
        write(os.path.join(self.folder, "python", "pip", "__init__.py"))
        write(os.path.join(self.folder, "python", "pip", "__main__.py"), textwrap.dedent(PIP))
        self.environ = {
            "EUCLASE_CACHE": self.cache,
            "CALLS": self.calls,
            "WHEELS": self.wheels,
            "PYTHONPATH": os.path.join(self.folder, "python"),
            "LIBTORCH": "",
            # Should a test reach pip itself, it must not go out.
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
        }
        self.make_wheels()

    def entered(self, context):
        """TestCase.enterContext, which came with Python 3.11."""
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def make_wheels(self, torch=TORCH, cudart=CUDART, cupti=CUPTI):
        """The three wheels, with pins that fit."""
        pins = "# a comment\n"
        for name, files in zip(NAMES, (torch, cudart, cupti)):
            version, tags = NAMES[name]
            info = f"{name}-{version}.dist-info"
            files = dict(files)
            files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n"
            path = os.path.join(self.wheels, f"{name}-{version}-{tags}.whl")
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for entry, text in files.items():
                    archive.writestr(entry, text)
            with open(path, "rb") as file:
                found = hashlib.sha256(file.read()).hexdigest()
            pins += f"{name.replace('_', '-')}=={version} --hash=sha256:{found}\n"
        write(self.lock, pins)

    def wheel(self, name):
        return next(os.path.join(self.wheels, n) for n in os.listdir(self.wheels) if n.startswith(name))

    def repin(self, path, change):
        """Changes a wheel, and its pin with it: the damage of a file that is pinned as it is."""
        with open(path, "rb") as file:
            old = file.read()
        new = change(old)
        with open(path, "wb") as file:
            file.write(new)
        with open(self.lock, encoding="utf-8") as file:
            text = file.read()
        write(self.lock, text.replace(hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest()))

    @property
    def arguments(self):
        return ["--link", self.link, "--lock", self.lock]

    def run_it(self, **environ):
        """Exit code, standard output, standard error."""
        out = io.StringIO()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as err:
            with mock.patch.dict(os.environ, {**self.environ, **environ}), contextlib.redirect_stdout(out):
                with contextlib.redirect_stderr(err):
                    code = libtorch.main(self.arguments)
            err.seek(0)
            return code, out.getvalue(), err.read()

    def start(self, **environ):
        """The same as a process of its own."""
        environ = {**os.environ, **self.environ, **environ}
        command = [sys.executable, SCRIPT, *self.arguments]
        return subprocess.Popen(command, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def refused(self, *words, code=1, **environ):
        """It fails with these words, in a few plain sentences, and leaves neither link nor folder."""
        got, out, err = self.run_it(**environ)
        self.assertEqual((got, out), (code, ""), err)
        for word in words:
            self.assertIn(word, err)
        self.assertNotIn("Traceback", err)
        self.assertFalse(os.path.lexists(self.link))
        self.assertEqual(self.in_cache(), [])

    def in_cache(self):
        """What is in the cache, but for lock files."""
        found = os.listdir(self.cache) if os.path.isdir(self.cache) else []
        return [n for n in found if not n.endswith(".lock")]

    def fetched(self):
        """How often pip was called."""
        if not os.path.exists(self.calls):
            return 0
        with open(self.calls, encoding="utf-8") as file:
            return len(file.readlines())

    def is_right(self, folder):
        names = sorted(line.split(" ", 1)[1] for line in libtorch.listing(folder))
        headers = ["include/ATen/ATen.h", libtorch.HEADER]
        libs = ["libc10.so", "libcudart.so.13", "libcupti.so.13", "libgomp.so", "libgomp.so.1", "libtorch.so", "libtorch_cpu.so"]
        self.assertEqual(names, sorted(["build-version", *headers, *(f"lib/{n}" for n in libs)]))
        self.assertEqual(os.path.realpath(self.link), folder)
        self.assertEqual(self.in_cache(), [os.path.basename(folder)])
        with open(os.path.join(folder, "lib", "libtorch.so"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "cpu")


@unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
class Making(Setup):
    def test_from_nothing_to_a_folder_and_a_link(self):
        code, out, err = self.run_it()
        self.assertEqual(code, 0, err)
        self.assertEqual(os.path.dirname(out.strip()), self.cache)
        self.is_right(out.strip())
        with open(os.path.join(self.link, "build-version"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "2.13.0\n")

    def test_a_second_run_fetches_nothing(self):
        first = self.run_it()
        self.assertEqual(self.run_it(), (0, first[1], ""))
        self.assertEqual(self.fetched(), 1)

    def test_the_cache_follows_the_variables(self):
        for environ, cache in [
            ({"EUCLASE_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/a"),
            ({"EUCLASE_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/euclase"),
            ({"EUCLASE_CACHE": "", "XDG_CACHE_HOME": "", "HOME": "/c"}, "/c/.cache/euclase"),
        ]:
            with mock.patch.dict(os.environ, environ):
                self.assertEqual(libtorch.cache_of(os.environ), cache)

    def test_other_pins_make_another_folder(self):
        first = self.run_it()[1]
        self.make_wheels(torch={**TORCH, "torch/include/ATen/ATen.h": "// changed"})
        second = self.run_it()[1]
        self.assertNotEqual(first, second)
        self.assertEqual(os.readlink(self.link), second.strip())

    def test_pip_is_asked_for_pinned_wheels_alone(self):
        self.run_it()
        with open(self.calls, encoding="utf-8") as file:
            asked = file.read().split()
        self.assertEqual(asked[0], "download")
        for option in ("--require-hashes", "--no-deps", "--only-binary=:all:"):
            self.assertIn(option, asked)

    def test_a_folder_that_has_lost_a_file_is_made_anew(self):
        folder = self.run_it()[1].strip()
        for spoil in (
            lambda: os.remove(os.path.join(folder, "include/ATen/ATen.h")),
            lambda: write(os.path.join(folder, "lib/libc10.so"), ""),
            lambda: os.remove(os.path.join(folder, "contents")),
        ):
            spoil()
            code, _, err = self.run_it()
            self.assertEqual(code, 0)
            self.assertIn("has been changed or is damaged", err)
            self.is_right(folder)
        self.assertEqual(self.fetched(), 4)

    def test_two_runs_at_once_fetch_once(self):
        runs = [self.start(SLEEP="1") for _ in range(3)]
        said = [run.communicate(timeout=60) for run in runs]
        self.assertEqual([run.returncode for run in runs], [0, 0, 0], said)
        self.assertEqual(len({out for out, _ in said}), 1)
        self.assertEqual(self.fetched(), 1)
        self.assertTrue(any("waiting" in err for _, err in said))
        self.is_right(said[0][0].strip())


@unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
class Stopping(Setup):
    def stopped_by(self, sig, sleep="30"):
        run = self.start(SLEEP=sleep)
        for _ in range(600):
            if self.fetched():
                break
            time.sleep(0.05)
        run.send_signal(sig)
        return run, run.communicate(timeout=60)[1]

    def test_a_run_that_is_asked_to_stop_leaves_nothing(self):
        for sig in (signal.SIGINT, signal.SIGTERM):
            run, err = self.stopped_by(sig)
            self.assertEqual(run.returncode, 130)
            self.assertIn("interrupted", err)
            self.assertNotIn("Traceback", err)
            self.assertEqual(self.in_cache(), [])
            os.remove(self.calls)

    def test_what_a_killed_run_has_left_is_ignored_and_removed(self):
        # pip lives on for a while, as it would.
        self.stopped_by(signal.SIGKILL, sleep="1")
        left = self.in_cache()
        self.assertEqual(len(left), 1)
        self.assertIn("making-", left[0])
        self.assertFalse(os.path.lexists(self.link))
        code, out, err = self.run_it()
        self.assertEqual(code, 0, err)
        self.is_right(out.strip())


@unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
class Mishaps(Setup):
    def test_a_wheel_that_is_not_the_pinned_one(self):
        with open(self.wheel("nvidia_cuda_cupti"), "ab") as file:
            file.write(b"!")
        self.refused("nvidia_cuda_cupti-13.0.85", "is not the file that libtorch.lock pins")

    def test_a_wheel_that_is_cut_short(self):
        self.repin(self.wheel("torch"), lambda old: old[:-100])
        self.refused("torch-2.13.0", "cut short or damaged", "Try again")

    def test_a_wheel_with_a_wrong_byte(self):
        self.make_wheels(cudart={"nvidia/cu13/lib/libcudart.so.13": "cudart" * 1000})
        self.repin(self.wheel("nvidia_cuda_runtime"), lambda old: old[:70] + bytes([old[70] ^ 255]) + old[71:])
        self.refused("nvidia_cuda_runtime-13.0.96", "cut short or damaged")

    def test_a_library_that_no_wheel_holds(self):
        self.make_wheels(torch={n: t for n, t in TORCH.items() if "libc10" not in n})
        self.refused("the wheels hold no libc10.so")

    def test_a_library_without_contents(self):
        self.make_wheels(cupti={"nvidia/cu13/lib/libcupti.so.13": ""})
        self.refused("the wheels hold no libcupti.so.13")

    def test_a_wheel_that_pip_has_not_brought(self):
        os.remove(self.wheel("nvidia_cuda_runtime"))
        self.refused("pip has brought no wheel of nvidia_cuda_runtime")

    def test_a_file_that_would_be_written_elsewhere(self):
        for name in ("torch/include/../../../outside", "/outside", "torch/include/..\\outside"):
            self.make_wheels(torch={**TORCH, name: "!"})
            self.refused("would be written elsewhere", "outside")
            self.assertFalse(os.path.exists(os.path.join(self.cache, "outside")))

    def test_what_pip_says_in_plain_words(self):
        for says, words in [
            ("/usr/bin/python3: No module named pip", "has no pip"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "its sha256 differs"),
            ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "no space left"),
            ("WARNING: Retrying after connection broken\nERROR: No matching distribution found for torch", "the network failed"),
            ("ERROR: No matching distribution found for torch==2.13.0", "pip finds no such file"),
            ("ERROR: something else", "pip: ERROR: something else"),
        ]:
            self.refused(words, SAYS=says)

    def test_too_little_room(self):
        with mock.patch.object(shutil, "disk_usage", return_value=mock.Mock(free=10**9)):
            self.refused("1200 MB are needed", "1000 MB are free", "EUCLASE_CACHE")
        self.assertEqual(self.fetched(), 0)

    def test_a_disk_that_is_full_while_unpacking(self):
        with mock.patch.object(shutil, "copyfileobj", side_effect=OSError(28, "No space left on device")):
            self.refused("no space left on the disk", "EUCLASE_CACHE")

    def test_a_cache_that_cannot_be(self):
        write(os.path.join(self.folder, "file"))
        code, _, err = self.run_it(EUCLASE_CACHE=os.path.join(self.folder, "file", "cache"))
        self.assertEqual(code, 1)
        self.assertIn("Set EUCLASE_CACHE to a folder that can be written", err)

    def test_a_folder_in_the_place_of_the_link(self):
        os.mkdir(self.link)
        code, out, err = self.run_it()
        self.assertEqual((code, out), (1, ""))
        self.assertIn(".libtorch is not a link", err)

    def test_another_platform(self):
        with mock.patch.object(platform, "machine", return_value="aarch64"):
            self.refused("Linux, aarch64", "set LIBTORCH", code=3)

    def test_another_libc(self):
        with mock.patch.object(os, "confstr", return_value="glibc 2.27"):
            self.refused("glibc 2.28", "glibc 2.27", "set LIBTORCH", code=3)
        with mock.patch.object(os, "confstr", side_effect=ValueError):
            self.refused("another libc", code=3)


@unittest.skipUnless(SUPPORTED and importlib.util.find_spec("pip"), "pip is not installed")
class RealPip(Setup):
    """The same with pip itself, which looks into the folder of wheels instead of a registry."""

    def run_it(self, **environ):
        local = {"PYTHONPATH": "", "PIP_FIND_LINKS": self.wheels}
        return super().run_it(**local, **environ)

    def test_it_brings_the_pinned_wheels(self):
        code, out, err = self.run_it()
        self.assertEqual(code, 0, err)
        self.is_right(out.strip())

    def test_it_notices_other_files(self):
        with open(self.wheel("nvidia_cuda_cupti"), "ab") as file:
            file.write(b"!")
        self.refused("its sha256 differs")

    def test_it_finds_none(self):
        os.remove(self.wheel("torch"))
        self.refused("pip finds no such file", "torch==2.13.0")


class Installed(Setup):
    """LibTorch and PyTorch that are there already: nothing is fetched."""

    def libtorch(self, version="2.13.0+cpu", without=()):
        folder = os.path.join(self.folder, "theirs")
        for name in {"build-version", libtorch.HEADER, "lib/libtorch_cpu.so", "lib/libc10.so"} - set(without):
            write(os.path.join(folder, name), version if name == "build-version" else "")
        return folder

    def torch(self, version="2.13.0+cu130"):
        """PyTorch for this Python, as pip installs it."""
        site = os.path.join(self.folder, "site")
        for files in (TORCH, CUDART, CUPTI, {"torch/version.py": f"x = 1\n__version__ = '{version}'\n"}):
            for name, text in files.items():
                write(os.path.join(site, name), text)
        self.entered(mock.patch.object(sys, "path", [site, *sys.path]))
        importlib.invalidate_caches()
        return os.path.join(site, "torch")

    def test_libtorch_that_the_user_names(self):
        folder = self.libtorch()
        self.assertEqual(self.run_it(LIBTORCH=folder), (0, folder + "\n", ""))
        self.assertEqual(os.readlink(self.link), folder)
        self.assertEqual(self.fetched(), 0)

    def test_it_goes_without_a_platform(self):
        with mock.patch.object(platform, "machine", return_value="aarch64"):
            self.assertEqual(self.run_it(LIBTORCH=self.libtorch())[0], 0)

    def test_libtorch_of_another_version(self):
        self.refused("of version 2.1.0", "needs 2.13.0", LIBTORCH=self.libtorch("2.1.0"))

    def test_libtorch_that_lacks_something(self):
        self.refused("no such folder", LIBTORCH=os.path.join(self.folder, "nowhere"))
        for name, words in [("build-version", "no file `build-version`"), ("lib/libc10.so", "lib/libc10.so is missing")]:
            folder = self.libtorch(without=[name])
            self.refused(words, LIBTORCH=folder)
            shutil.rmtree(folder)

    def test_the_folder_of_pytorch_may_be_named(self):
        torch = self.torch()
        found = self.run_it()
        with mock.patch.object(sys, "path", sys.path[1:]):
            self.assertEqual(self.run_it(LIBTORCH=torch), found)
        self.assertTrue(found[1])

    @unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
    def test_our_own_link_is_not_the_users_choice(self):
        folder = self.run_it()[1]
        self.assertEqual(self.run_it(LIBTORCH=self.link), (0, folder, ""))

    def test_pytorch_is_used_without_what_is_for_graphics_cards(self):
        torch = self.torch()
        code, out, err = self.run_it()
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(self.run_it()[1], out)
        self.assertEqual(self.fetched(), 0)
        lib = os.path.join(out.strip(), "lib")
        wanted = ["libc10.so", "libcudart.so.13", "libcupti.so.13", "libgomp.so", "libgomp.so.1", "libtorch.so", "libtorch_cpu.so"]
        self.assertEqual(sorted(os.listdir(lib)), wanted)
        self.assertEqual(os.path.realpath(os.path.join(lib, "libtorch.so")), os.path.join(torch, "lib", "libtorch_cpu.so"))
        self.assertTrue(os.path.exists(os.path.join(self.link, libtorch.HEADER)))
        self.assertEqual(libtorch.version_of(self.link), "2.13.0")

    @unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
    def test_pytorch_that_has_gone_is_not_missed(self):
        first = self.run_it()
        torch = self.torch()
        self.assertNotEqual(self.run_it()[1], first[1])
        shutil.rmtree(os.path.dirname(torch))
        importlib.invalidate_caches()
        self.assertEqual(self.run_it(), (0, first[1], ""))

    @unittest.skipUnless(SUPPORTED, "what is fetched is for Linux on x86_64")
    def test_pytorch_of_another_version_is_passed_over(self):
        self.torch("2.12.1")
        code, out, err = self.run_it()
        self.assertEqual(code, 0)
        self.assertIn("PyTorch 2.12.1 is installed, 2.13.0 is needed", err)
        self.is_right(out.strip())


class Pins(unittest.TestCase):
    def test_the_pins_are_those_of_the_version(self):
        with open(libtorch.LOCK, encoding="utf-8") as file:
            self.assertIn(f"\ntorch=={libtorch.VERSION} --hash=sha256:", file.read())
        self.assertEqual(list(libtorch.pins(libtorch.LOCK)), list(NAMES))


if __name__ == "__main__":
    unittest.main()
