"""Puts a bundle of bundle.py together on a GPU machine and works there. Needs Python 3.9 and CUDA's libraries from PyPI.

    python3 on_device.py store part-1.bin             # of each part; they stay in /tmp/huale
    python3 on_device.py test                         # huale doctor, then the tests with the tag gpu, a JVM for each class
    python3 on_device.py bench                        # side by side with torchvision, then a training
    python3 on_device.py all                          # test, then bench
    python3 on_device.py run FILE [ARGUMENT ...]      # a shell script that finds huale on its PATH, and $HUALE_HOME

Logs go to $OUT, or to the folder out. HUALE_HOME is another place than /tmp/huale.
"""
import ctypes
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

HOME = Path(os.environ.get("HUALE_HOME", "/tmp/huale"))
OUT = Path(os.environ.get("OUT", "out"))
SLICE = 16 << 20
SLICE_NAME = re.compile(r"(\w+)\.(\d+)\.(\d+)")
NEEDED = ["libcudart.so.13", "libcupti.so.13", "libcublas.so.13", "libcublasLt.so.13", "libcudnn.so.9", "libcufft.so.12",
          "libcufile.so.0", "libcurand.so.10", "libcusolver.so.12", "libcusparse.so.12", "libnccl.so.2", "libnvJitLink.so.13"]
TESTS = "org.huale.torch.gpu"
LAST = "GpuMemoryTest"  # asks how much memory the GPU has left, so nobody may be beside it
SECONDS_OF_A_TEST = 240
START = """#!/bin/sh
exec "$HUALE_HOME/runtime/bin/java" -Dorg.bytedeco.javacpp.cachedir="$HUALE_HOME/cache" \\
    -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Djava.awt.headless=true ${HUALE_THREADS:+-Dhuale.threads=$HUALE_THREADS} \\
    ${HUALE_OPTS:-} -cp "$HUALE_CLASSPATH" \\
    org.huale.cli.Main "$@"
"""


def unpack_slice(part, name):
    group, number, _ = SLICE_NAME.fullmatch(name).groups()
    with tarfile.open(part) as tar:
        block = lzma.decompress(tar.extractfile(name).read())
    file = os.open(HOME / f"{group}.tar", os.O_RDWR | os.O_CREAT)
    os.pwrite(file, block, int(number) * SLICE)
    os.close(file)
    (HOME / "slices" / name).touch()


def store(parts):
    (HOME / "slices").mkdir(parents=True, exist_ok=True)
    for part in parts:
        with tarfile.open(part) as tar:
            names = tar.getnames()
        forget_others(names)
        with ProcessPoolExecutor() as pool:
            list(pool.map(unpack_slice, [part] * len(names), names))
        print(f"{part}: {len(names)} slices stored")
    for group in sorted({SLICE_NAME.fullmatch(path.name).group(1) for path in (HOME / "slices").iterdir()}):
        put_together(group)


def forget_others(names):
    """A group that comes again, or of another bundle, which has another number of slices, is begun anew."""
    for name in names:
        group, _, count = SLICE_NAME.fullmatch(name).groups()
        stored = {path.name for path in (HOME / "slices").glob(f"{group}.*")}
        if name in stored or any(not other.endswith(f".{count}") for other in stored):
            for old in stored:
                (HOME / "slices" / old).unlink()
            (HOME / f"{group}.tar").unlink(missing_ok=True)


def put_together(group):
    stored = list((HOME / "slices").glob(f"{group}.*"))
    count = int(stored[0].name.split(".")[2])
    tar = HOME / f"{group}.tar"
    if len(stored) < count or not tar.exists():
        print(f"{group}: {len(stored)} of {count} slices")
        return
    if group == "app":
        shutil.rmtree(HOME / "app", ignore_errors=True)
    with tarfile.open(tar) as content:
        content.extractall(HOME / "data" if group == "data" else HOME, filter="fully_trusted")
    tar.unlink()
    print(f"{group}: unpacked into {HOME}")


def cuda_folders():
    """Where pip keeps CUDA's libraries, with links for what has another name there."""
    folders = []
    for place in sys.path:
        folders += sorted({path.parent for path in Path(place or ".").glob("nvidia/*/lib/*.so*")})
    links = HOME / "links"
    links.mkdir(parents=True, exist_ok=True)
    system = [path for path in map(Path, ("/usr/local/cuda/lib64", "/usr/lib/x86_64-linux-gnu")) if path.exists()]
    for name in NEEDED:
        if any((folder / name).exists() for folder in folders + system):
            continue
        stem = name.split(".so")[0] + ".so"
        others = [path for folder in folders + system for path in sorted(folder.glob(stem + "*"))]
        link = links / name
        if others and not link.is_symlink():
            link.symlink_to(others[-1])
        print(f"{name}: " + (f"linked to {others[-1]}" if others else "missing"))
    for library in (HOME / "app/system").glob("*"):
        link_where_missing(library, links / library.name)
    return [links] + folders + system[:1]


def link_where_missing(library, link):
    """Java's own needs, where the system has not the version that Java was built with."""
    try:
        ctypes.CDLL(library.name)
    except OSError:
        if not link.is_symlink():
            link.symlink_to(library)


def classpath():
    application = [HOME / "app" / name for name in ("cli", "app", "inbox", "export", "onnx", "torch", "core", "torch-tests", "core-tests")]
    return ":".join(str(path) for path in [HOME / "natives", *application]) + f":{HOME}/lib/*"


def environment(threads=None):
    values = dict(os.environ)
    libraries = [str(folder) for folder in cuda_folders()] + values.get("LD_LIBRARY_PATH", "").split(":")
    values.update(
        HUALE_HOME=str(HOME),
        HUALE_CLASSPATH=classpath(),
        HUALE_CUDA_LIBRARIES=":".join(filter(None, libraries)),
        LD_LIBRARY_PATH=":".join(filter(None, libraries)),
        PATH=f"{HOME / 'bin'}:{HOME / 'runtime/bin'}:{values['PATH']}",
        OUT=str(OUT.resolve()))
    if threads:
        values.update(OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads), HUALE_THREADS=str(threads))
    start = HOME / "bin/huale"
    start.parent.mkdir(exist_ok=True)
    start.write_text(START)
    start.chmod(0o755)
    return values


def logged(title, command, log, values, seconds):
    """Runs a command; returns its (title, exit code, seconds)."""
    begun = time.time()
    with open(log, "w") as file:
        try:
            code = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, env=values, timeout=seconds).returncode
        except subprocess.TimeoutExpired:
            code = 124
    return title, code, time.time() - begun


def doctor(values):
    subprocess.run(["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"], check=False)
    title, code, seconds = logged("doctor", ["huale", "doctor"], OUT / "doctor.log", values, 120)
    print((OUT / "doctor.log").read_text() + f"{title}: exit code {code}, {seconds:.0f} s", flush=True)


def test_classes():
    folder = HOME / "app/torch-tests" / TESTS.replace(".", "/")
    return sorted(path.stem for path in folder.glob("*Test.class"))


def run_test(name, values):
    command = [str(HOME / "runtime/bin/java"), f"-Dorg.bytedeco.javacpp.cachedir={HOME / 'cache'}",
               "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Djava.awt.headless=true", "-cp", classpath(),
               "org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner", "--disable-ansi-colors",
               "--details=tree", "--fail-if-no-tests", "-c", f"{TESTS}.{name}", "-t", "gpu"]
    return logged(name, command, HOME / f"{name}.log", values, SECONDS_OF_A_TEST)


def test():
    OUT.mkdir(parents=True, exist_ok=True)
    names = test_classes()
    values = environment(max(1, (os.cpu_count() or 1) // max(1, len(names))))
    doctor(values)
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda name: run_test(name, values), [name for name in names if name != LAST]))
    results += [run_test(name, values) for name in names if name == LAST]
    with open(OUT / "tests.log", "w") as together:
        for name, code, seconds in results:
            together.write(f"== {name}: exit code {code}, {seconds:.0f} s\n" + (HOME / f"{name}.log").read_text())
    for name, code, seconds in results:
        log = (HOME / f"{name}.log").read_text()
        if code:
            print(f"== {name}\n" + "\n".join(log.splitlines()[:120]))
    print("\n| tests | passed | failed | aborted | containers skipped | seconds |\n|---|---|---|---|---|---|")
    for name, code, seconds in results:
        log = (HOME / f"{name}.log").read_text()
        counts = [found(log, rf"\[ *(\d+) tests {kind}") for kind in ("successful", "failed", "aborted")]
        counts.append(found(log, r"\[ *(\d+) containers skipped"))
        print(f"| {name} | " + " | ".join(counts) + f" | {seconds:.0f} |" + (f" exit code {code}" if code else ""))
    return max(code for _, code, _ in results) if results else 1


def found(text, pattern):
    match = re.search(pattern, text)
    return match.group(1) if match else "-"


def bench():
    OUT.mkdir(parents=True, exist_ok=True)
    threads = max(1, (os.cpu_count() or 2) // 2)
    values = environment(threads)
    command = [sys.executable, str(HOME / "bench/compare_detector.py"), "--device", os.environ.get("HUALE_DEVICE", "cuda"), "--threads", str(threads), "--rounds", "7", "--pause", "0.02",
               "--ours", f"{HOME / 'bin/huale'} bench detector", *sys.argv[2:]]
    _, code, seconds = logged("bench", command, OUT / "bench.md", values, 240)
    print((OUT / "bench.md").read_text()[-6000:] + f"side by side: exit code {code}, {seconds:.0f} s", flush=True)
    training = ["bash", str(HOME / "tools/gpu/train.sh")]
    _, trained, seconds = logged("train", training, OUT / "train.log", values, 150)
    print((OUT / "train.log").read_text()[-2500:] + f"training: exit code {trained}, {seconds:.0f} s")
    return code or trained


def run(words):
    OUT.mkdir(parents=True, exist_ok=True)
    return subprocess.run(["bash", *words], env=environment()).returncode


def main():
    words = sys.argv[1:]
    if words[:1] == ["store"] and len(words) > 1:
        store(words[1:])
    elif words == ["test"]:
        sys.exit(test())
    elif words[:1] == ["bench"]:
        sys.exit(bench())
    elif words == ["all"]:
        code = test()
        sys.exit(bench() or code)
    elif words[:1] == ["run"] and len(words) > 1:
        sys.exit(run(words[1:]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
