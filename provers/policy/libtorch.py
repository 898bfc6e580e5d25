"""Finds or makes the LibTorch that the policy is linked to, and leaves the link `.libtorch` to it in the repository.

    python3 provers/policy/libtorch.py

The first of these that there is:
  1. the folder that the variable LIBTORCH names; it has to be of the right version;
  2. PyTorch of the right version, installed for this Python;
  3. what an earlier run has made in the cache, ${EUCLASE_CACHE:-${XDG_CACHE_HOME:-~/.cache}/euclase};
  4. it is made there (Linux, x86_64): pip fetches the wheels that `libtorch.lock` pins, from wherever the user has told
     pip to look; what runs on processors is unpacked, the rest (most of it is for graphics cards) thrown away.

For PyTorch, installed or named by LIBTORCH, the cache gets a small folder of links to what runs on processors: tch links
to the libraries for graphics cards where they lie beside the others.

Why not the distribution's package, or tch's own download: the packages are years behind the version that tch needs, and
the download is not pinned. Why so much care: a LibTorch that is half there fails late and unintelligibly, in the C++
compiler or when a program starts. So a folder in the cache has its final name only once everything in it has been
checked, it is looked over again at each run, and each mishap is told in a sentence with its mend.

Prints the folder on standard output, all else on standard error. Exit codes: 0 done, 1 not done, 3 there is no LibTorch
for this platform, 130 interrupted.
"""

import argparse
import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
LINK = os.path.join(HERE, os.pardir, os.pardir, ".libtorch")
LOCK = os.path.join(HERE, "libtorch.lock")

# The version that tch 0.26.0 asks for: its build script accepts no other.
VERSION = "2.13.0"
# The folder's name holds the pins and this number: raise it when what is laid out changes.
LAYOUT = 1

# Where the wanted files of the wheels go; a name that ends in `/` is a folder.
WANTED = {
    "torch/include/": "include/",
    "torch/lib/libtorch_cpu.so": "lib/libtorch_cpu.so",
    "torch/lib/libc10.so": "lib/libc10.so",
    "torch/lib/libgomp.so.1": "lib/libgomp.so.1",
    "nvidia/cu13/lib/libcudart.so.13": "lib/libcudart.so.13",
    "nvidia/cu13/lib/libcupti.so.13": "lib/libcupti.so.13",
}
# Names that the linker is given; the wheel's own libtorch.so would ask for graphics cards.
LINKS = {"lib/libtorch.so": "libtorch_cpu.so", "lib/libgomp.so": "libgomp.so.1"}
HEADER = "include/torch/csrc/api/include/torch/torch.h"
NEEDED = [HEADER] + [to for to in WANTED.values() if not to.endswith("/")]

# Any of these is good enough for a wheel; pip does not derive the older ones from the newest itself.
PLATFORMS = [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 25, 24, 17, 12, 5)] + ["manylinux2014_x86_64"]
GLIBC = (2, 28)

# The wheels, twice while pip moves them, or once beside what is unpacked.
ROOM = 1_200_000_000

INSTEAD = f"Or install LibTorch {VERSION} yourself and set LIBTORCH to its folder."


class Failed(Exception):
    """A mishap, in words for the user."""


class Unsupported(Failed):
    """There is no LibTorch for this platform."""


def say(text):
    print(f"libtorch: {text}", file=sys.stderr, flush=True)


def megabytes(size):
    return f"{size / 1e6:.0f} MB"


# --- folders that are there already -----------------------------------------------------------------------------------


def version_of(folder):
    """The version of a LibTorch, or of PyTorch's folder, without `+cpu` and the like; None where there is none."""
    for name, pattern in (("build-version", r"\s*(\S+)"), ("version.py", r"(?m)^__version__ = ['\"]([^'\"]+)")):
        with contextlib.suppress(OSError), open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            found = re.match(pattern, file.read()) if name == "build-version" else re.search(pattern, file.read())
            if found:
                return found[1].split("+")[0]
    return None


def lacks(folder):
    """What a LibTorch that somebody else has installed lacks, as a name; None if nothing."""
    if not os.path.exists(os.path.join(folder, HEADER)):
        return HEADER
    for name in ("libtorch_cpu", "libc10"):
        if not any(os.path.exists(os.path.join(folder, "lib", name + end)) for end in (".so", ".dylib")):
            return f"lib/{name}.so"
    return None


def named_by_user(environ, link):
    """The folder that LIBTORCH names, if it names one."""
    given = environ.get("LIBTORCH", "")
    # Programs that cargo starts have our own link in LIBTORCH.
    if not given or os.path.abspath(given) == os.path.abspath(link):
        return None
    mend = f"Set LIBTORCH to the folder of LibTorch {VERSION}, or unset it: then one is found or made."
    if not os.path.isdir(given):
        raise Failed(f"LIBTORCH is {given}, and there is no such folder. {mend}")
    version = version_of(given)
    if version is None:
        raise Failed(f"LIBTORCH is {given}, and no file `build-version` there says which version it is. {mend}")
    if version != VERSION:
        raise Failed(f"LIBTORCH is {given}, of version {version}; the policy needs {VERSION}. {mend}")
    if lacks(given):
        raise Failed(f"LIBTORCH is {given}, and {lacks(given)} is missing there. {mend}")
    return os.path.realpath(given)


def installed_torch():
    """The folder of PyTorch of the right version, if it is installed for this Python. It is not imported: that is slow."""
    try:
        spec = importlib.util.find_spec("torch")
        folder = os.path.dirname(spec.origin)
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    version = version_of(folder)
    if version != VERSION:
        say(f"PyTorch {version} is installed, {VERSION} is needed: it is not used")
    elif lacks(folder):
        say(f"PyTorch {version} is installed, but {lacks(folder)} is missing there: it is not used")
    else:
        return os.path.realpath(folder)
    return None


def links_to(torch, cache):
    """A folder of links to what PyTorch's folder has for processors, in the form of a LibTorch."""
    links = {"include": os.path.join(torch, "include")}
    cuda = os.path.join(os.path.dirname(torch), "nvidia")
    for folder, _, names in sorted(os.walk(cuda)):
        links.update({f"lib/{n}": os.path.join(folder, n) for n in names if re.match(r"lib(cudart|cupti)\.so", n)})
    for name in sorted(os.listdir(os.path.join(torch, "lib"))):
        if re.match(r"lib.*\.so", name) and not re.search("cuda|python|nvrtc|nvshmem|shm|global_deps|libtorch\\.so", name):
            links[f"lib/{name}"] = os.path.join(torch, "lib", name)
    links["lib/libtorch.so"] = "libtorch_cpu.so"
    if "lib/libgomp.so.1" in links:
        links["lib/libgomp.so"] = "libgomp.so.1"

    name = f"python-torch-{VERSION}-{digest(repr(sorted(links.items())))}"
    with being_made(cache, name) as made:
        if made.is_whole():
            return made.path
        folder = made.start()
        os.mkdir(os.path.join(folder, "lib"))
        for name, to in links.items():
            os.symlink(to, os.path.join(folder, name))
        return made.finish()


# --- folders of the cache ---------------------------------------------------------------------------------------------


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def cache_of(environ):
    base = environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.abspath(environ.get("EUCLASE_CACHE") or os.path.join(base, "euclase"))


def listing(folder):
    """Every file of a folder with its size, links followed; `contents` itself is not in it."""
    out = []
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            if os.path.relpath(path, folder) != "contents":
                out.append(f"{os.stat(path).st_size} {os.path.relpath(path, folder)}")
    return sorted(out)


class Made:
    """A folder of the cache: it gets its name when it is complete, by a rename, which happens or does not."""

    def __init__(self, cache, name):
        self.path = os.path.join(cache, name)
        self.prefix = f".{name}.making-"
        self.cache = cache

    def is_whole(self):
        """Whether it is there and every file has the size that it was made with. One that is not is removed."""
        if not os.path.lexists(self.path):
            return False
        try:
            with open(os.path.join(self.path, "contents"), encoding="utf-8") as file:
                if file.read().splitlines() == listing(self.path):
                    return True
        except (OSError, UnicodeDecodeError):
            pass
        say(f"{self.path} has been changed or is damaged: it is made anew")
        shutil.rmtree(self.path)
        return False

    def clean(self):
        """Removes what interrupted runs have left; whoever calls holds the lock."""
        for name in os.listdir(self.cache):
            if name.startswith(self.prefix):
                shutil.rmtree(os.path.join(self.cache, name), ignore_errors=True)

    def start(self):
        return self.work("laid-out")

    def work(self, name):
        """A new folder with this name, beside the final place, so that a rename can take it there."""
        if not hasattr(self, "bench"):
            self.bench = tempfile.mkdtemp(prefix=self.prefix, dir=self.cache)
        os.mkdir(os.path.join(self.bench, name))
        return os.path.join(self.bench, name)

    def finish(self):
        folder = os.path.join(self.bench, "laid-out")
        with open(os.path.join(folder, "build-version"), "w", encoding="utf-8") as file:
            file.write(VERSION + "\n")
        with open(os.path.join(folder, "contents"), "w", encoding="utf-8") as file:
            file.write("\n".join(listing(folder)) + "\n")
        # Should the power fail before the disk has it all, the next look at `contents` finds out.
        os.rename(folder, self.path)
        return self.path


@contextlib.contextmanager
def being_made(cache, name):
    """The folder of this name, while no other run looks at it or makes it."""
    os.makedirs(cache, exist_ok=True)
    # The kernel gives the lock back when its holder ends, however it ends.
    with open(os.path.join(cache, f".{name}.lock"), "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another run is making {os.path.join(cache, name)}: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        made = Made(cache, name)
        made.clean()
        try:
            yield made
        finally:
            made.clean()


# --- fetching ---------------------------------------------------------------------------------------------------------


def pins(lock):
    """The sha256 of each file that is pinned, by the package's name as wheels write it."""
    with open(lock, encoding="utf-8") as file:
        found = re.findall(r"(?m)^([\w.-]+)==\S+ --hash=sha256:([0-9a-f]{64})$", file.read())
    return {name.replace("-", "_"): value for name, value in found}


def need_platform():
    """Refuses platforms for which the pinned files are not."""
    name = f"{platform.system()}, {platform.machine()}"
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise Unsupported(f"what can be fetched is for Linux on x86_64, and this is {name}. {INSTEAD}")
    try:
        libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (ValueError, OSError):
        libc = ""
    found = re.match(r"glibc (\d+)\.(\d+)", libc)
    if not found or (int(found[1]), int(found[2])) < GLIBC:
        raise Unsupported(f"what can be fetched needs glibc {GLIBC[0]}.{GLIBC[1]}, and this is {libc or 'another libc'}. {INSTEAD}")


def need_room(folder):
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise Failed(
            f"{megabytes(ROOM)} are needed in {folder} for a while, and {megabytes(free)} are free. "
            "Make room, or set EUCLASE_CACHE to a folder on another disk."
        )


def tell_progress(folder, done):
    """From time to time, how much is there already: where nobody sees the bar of pip."""
    while not done.wait(5):
        size = 0
        for where, _, names in os.walk(folder):
            for name in names:
                with contextlib.suppress(OSError):
                    size = max(size, os.stat(os.path.join(where, name)).st_size)
        say(f"{megabytes(size)} so far")


def fetch(lock, made):
    """Has pip fetch the pinned wheels; a folder of them."""
    wheels = made.work("wheels")
    # pip's own scratch files go where there is room, and where they are removed if it is killed.
    scratch = made.work("scratch")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    command += ["--python-version", "3.11", "--implementation", "cp"]
    command += [f"--platform={p}" for p in PLATFORMS]
    command += ["--no-cache-dir", "--disable-pip-version-check", "--no-input", "-r", lock, "-d", wheels]
    environ = dict(os.environ, TMPDIR=scratch, PIP_REQUIRE_VIRTUALENV="0", LC_ALL="C.UTF-8")
    watched = sys.stderr.isatty()
    done = threading.Event()
    if not watched:
        command += ["--progress-bar", "off", "--quiet"]
        threading.Thread(target=tell_progress, args=(made.bench, done), daemon=True).start()
    with open(os.path.join(made.bench, "pip.log"), "w+", encoding="utf-8", errors="replace") as log:
        try:
            code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), stderr=log, env=environ).returncode
        finally:
            done.set()
        log.seek(0)
        if code != 0:
            raise Failed(why_pip_failed(log.read(), code))
    shutil.rmtree(scratch)
    return wheels


def why_pip_failed(log, code):
    """What pip has said, as a sentence with its mend."""

    def says(*words):
        return any(w in log for w in words)

    if says("No module named pip", "No module named 'pip'"):
        return f"this Python has no pip ({sys.executable}). Install it, as python3-pip on Debian and Ubuntu. {INSTEAD}"
    if says("DO NOT MATCH THE HASHES", "HashMismatch"):
        return (
            "a fetched file is not the one that libtorch.lock pins (its sha256 differs); it has been thrown away. "
            "Try again; if it happens again, the registry that pip uses serves something else."
        )
    if says("No space left on device", "Disk quota exceeded"):
        return "no space left while fetching. Make room, or set EUCLASE_CACHE to a folder on another disk."
    errors = [line.strip() for line in log.splitlines() if line.startswith("ERROR: ")] or log.strip().splitlines()[-1:]
    last = errors[-1] if errors else f"exit code {code}"
    if says("Connection", "connection", "timed out", "Name or service not known", "Max retries", "IncompleteRead"):
        return f"the network failed while fetching. Try again when it works. {INSTEAD} (pip: {last})"
    if says("No matching distribution", "Could not find a version"):
        return (
            "pip finds no such file in its registry. See whether pip is older than 21.1 or set to a registry that lacks it. "
            f"{INSTEAD} (pip: {last})"
        )
    return f"pip could not fetch the files of libtorch.lock. {INSTEAD} (pip: {last})"


# --- unpacking --------------------------------------------------------------------------------------------------------


def wheels_in(folder, lock):
    """The wheel of each pin, checked once more: pip checks what it fetches, not what it leaves."""
    out = []
    for package, pinned in pins(lock).items():
        names = [n for n in os.listdir(folder) if n.split("-")[0].lower() == package and n.endswith(".whl")]
        if len(names) != 1:
            raise Failed(f"pip has brought no wheel of {package}. Try again.")
        path = os.path.join(folder, names[0])
        found = hashlib.sha256()
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
        if found.hexdigest() != pinned:
            raise Failed(f"{names[0]} is not the file that libtorch.lock pins: its sha256 is {found.hexdigest()}. Try again.")
        out.append(path)
    return out


def place(name):
    """Where a file of a wheel goes; None if it is not wanted."""
    for source, to in WANTED.items():
        if name == source or (source.endswith("/") and name.startswith(source)):
            return to + name[len(source) :]
    return None


def unpack(wheel, folder):
    """Takes from a wheel what is wanted. (zipfile compares each file with its checksum.)"""
    short = os.path.basename(wheel)
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                parts = entry.filename.split("/")
                if ".." in parts or parts[0] == "" or "\\" in entry.filename:
                    raise Failed(f"{short} holds a file that would be written elsewhere: {entry.filename}. It is not unpacked.")
                to = None if entry.is_dir() else place(entry.filename)
                if to is None:
                    continue
                path = os.path.join(folder, to)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with archive.open(entry) as source, open(path, "xb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                if os.stat(path).st_size != entry.file_size:
                    raise Failed(f"{entry.filename} of {short} is cut short. Try again.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Failed(f"{short} is cut short or damaged ({error}). Try again.") from error


def make(lock, cache):
    """LibTorch in the cache: as an earlier run has left it, or made now."""
    name = f"libtorch-{VERSION}-{digest(f'{LAYOUT} {sorted(pins(lock).items())}')}"
    with being_made(cache, name) as made:
        if made.is_whole():
            return made.path
        need_platform()
        need_room(cache)
        say(f"no LibTorch {VERSION} is here: fetching it (540 MB), once, to {made.path}")
        folder = made.start()
        wheels = fetch(lock, made)
        say("unpacking")
        for wheel in wheels_in(wheels, lock):
            unpack(wheel, folder)
            os.remove(wheel)
        for needed in NEEDED:
            path = os.path.join(folder, needed)
            if not os.path.isfile(path) or os.stat(path).st_size == 0:
                raise Failed(f"the wheels hold no {os.path.basename(needed)}: libtorch.lock pins others than libtorch.py knows.")
        for new, to in LINKS.items():
            os.symlink(to, os.path.join(folder, new))
        return made.finish()


# --- the program ------------------------------------------------------------------------------------------------------


def point(link, folder):
    """Makes `.libtorch` point to the folder; never is there a moment without it."""
    if os.path.islink(link) and os.readlink(link) == folder:
        return
    if os.path.lexists(link) and not stat.S_ISLNK(os.lstat(link).st_mode):
        raise Failed(f"{os.path.abspath(link)} is not a link. Move it away, and set LIBTORCH to it if it is a LibTorch.")
    new = f"{link}.{os.getpid()}"
    os.symlink(folder, new)
    os.replace(new, link)


def find(environ, link, lock):
    """The folder of LibTorch, found or made."""
    cache = cache_of(environ)
    folder = named_by_user(environ, link) or installed_torch()
    if folder is None:
        folder = make(lock, cache)
    elif not os.path.exists(os.path.join(folder, "build-version")):
        folder = links_to(folder, cache)
    point(link, folder)
    return folder


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Finds or makes the LibTorch of the policy.")
    parser.add_argument("--link", default=LINK, help="the link that is left (default: .libtorch in the repository)")
    parser.add_argument("--lock", default=LOCK, help="what is fetched (default: libtorch.lock beside this program)")
    given = parser.parse_args(arguments)
    try:
        print(find(os.environ, given.link, given.lock))
        return 0
    except Unsupported as error:
        say(error)
        return 3
    except Failed as error:
        say(error)
    except KeyboardInterrupt:
        say("interrupted; what was half made has been removed")
        return 130
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            say("no space left on the disk. Make room, or set EUCLASE_CACHE to a folder on another disk.")
        else:
            say(f"{error.strerror or error}: {error.filename or 'the cache'}. Set EUCLASE_CACHE to a folder that can be written.")
    return 1


def stop(_signal, _frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Whoever ends this program by a signal leaves nothing half made either.
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main())
