"""Packs HUALE with libtorch for CUDA into parts that fit a small carrier, for a GPU machine without Java or network.

    python3 tools/gpu/bundle.py --arch 90            # everything: .gpu/part-1.bin, part-2.bin, ...
    python3 tools/gpu/bundle.py --only app           # our classes, bench and tools alone: .gpu/app.bin
    python3 tools/gpu/bundle.py --data FOLDER        # a data set: .gpu/data-1.bin, ...

Needs a JDK, binutils' strip and the build with -Pcuda (README.md beside this file). The first form writes the groups
base (Java, jars, native libraries) and app; on_device.py beside the parts puts them together again.
"""
import argparse
import io
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SLICE = 16 << 20
MODULES = "java.se,jdk.unsupported,jdk.management,jdk.zipfs,jdk.localedata,jdk.charsets,jdk.crypto.ec"
TEST_JARS = ["org/junit/platform/junit-platform-console-standalone", "org/assertj/assertj-core",
             "net/bytebuddy/byte-buddy", "ch/qos/logback/logback-classic", "ch/qos/logback/logback-core"]
SLIMMED = "libtorch_cuda.so"
NATIVE = ("pytorch", "openblas", "opencv", "javacpp")
PYTHON = ["bench", "tools"]
GLIBC = ("libc.", "libm.", "libdl.", "libpthread.", "librt.", "libresolv.", "ld-linux", "libgcc_s.", "libstdc++.")


def run(*command, **options):
    subprocess.run([str(word) for word in command], check=True, **options)


def java_runtime(stage):
    java = Path(shutil.which("jlink")).resolve().parent.parent
    run(java / "bin/jlink", "--add-modules", MODULES, "--strip-debug", "--no-man-pages", "--no-header-files",
        "--output", stage / "runtime")


def newest(folder):
    """The jar of the newest version of an artefact in the local Maven repository."""
    jars = sorted(path for path in folder.glob("*/*.jar") if "sources" not in path.name)
    if not jars:
        raise SystemExit(f"{folder}: no jar; build once with Maven")
    return jars[-1]


def is_native(jar):
    return any(jar.name.startswith(name + "-") for name in NATIVE) and "linux-x86_64" in jar.name


def copy_jars(arguments, stage):
    """Every jar but those of native libraries, which libraries() brings file by file, and of ONNX Runtime, which no training needs."""
    library = stage / "lib"
    library.mkdir()
    tests = [newest(arguments.repository / name) for name in TEST_JARS]
    for jar in arguments.jars + tests:
        if not is_native(jar) and not jar.name.startswith(("huale-", "onnxruntime")):
            shutil.copy(jar, library / jar.name)


def libraries(arguments, stage):
    """The native libraries that a run loads, found by letting one run with an empty cache, beside those of CUDA."""
    natives = stage / "natives"
    for jar in filter(is_native, arguments.jars):
        if not jar.name.startswith("pytorch"):
            continue
        with zipfile.ZipFile(jar) as content:
            wanted = [name for name in content.namelist() if ".so" in name and "gloo" not in name]
            content.extractall(natives, wanted)
    with tempfile.TemporaryDirectory() as cache:
        classpath = [str(natives)] + [str(path) for path in classes(arguments.target)] + [str(jar) for jar in arguments.jars
                                                                                          if not jar.name.startswith("pytorch-") or not is_native(jar)]
        environment = dict(os.environ, LD_LIBRARY_PATH=os.environ.get("HUALE_CUDA_LIBRARIES", ""))
        run(stage / "runtime/bin/java", f"-Dorg.bytedeco.javacpp.cachedir={cache}", "-cp", ":".join(classpath),
            "org.huale.cli.Main", "doctor", env=environment)
        adopt(Path(cache).resolve(), natives)
    for library in [path for path in natives.rglob("*.so*") if not path.is_symlink()]:
        if library.name == SLIMMED:
            run(sys.executable, Path(__file__).with_name("slim_cuda.py"), library, library, "--arch", arguments.arch)
        run("strip", "--strip-unneeded", library)


def adopt(cache, natives):
    """Moves what lies in a cache of JavaCPP, a folder for each jar, under one folder; its links become relative ones."""
    places = {found: natives / found.relative_to(cache / found.relative_to(cache).parts[0]) for found in cache.rglob("*.so*")}
    for found, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        if not found.is_symlink():
            shutil.copy(found, place)
        elif found.resolve() in places:
            place.symlink_to(os.path.relpath(places[found.resolve()], place.parent))


def classes(target):
    return [ROOT / module / target / "classes" for module in ("cli", "app", "inbox", "export", "onnx", "torch", "core")]


def system_libraries(stage):
    """What Java's libraries need of this system, for one that has other versions: libjpeg and the like."""
    java = Path(shutil.which("jlink")).resolve().parent.parent
    libraries = [path for path in sorted(java.rglob("lib/**/*.so")) if "jvm" not in path.name]
    listing = subprocess.run(["ldd", *map(str, libraries)], capture_output=True, text=True, check=False).stdout
    stage.mkdir(parents=True)
    for word in sorted({word for word in listing.split() if word.startswith(("/lib/", "/usr/lib/"))}):
        path = Path(word.rstrip(":"))
        if path.exists() and java not in path.resolve().parents and not path.name.startswith(GLIBC):
            shutil.copy(path, stage / path.name)


def application(arguments, stage):
    """Our classes and test classes, and the Python that runs beside them."""
    system_libraries(stage / "app/system")
    for module in ("cli", "app", "inbox", "export", "onnx", "torch", "core"):
        shutil.copytree(ROOT / module / arguments.target / "classes", stage / "app" / module)
    for module in ("torch", "core"):
        shutil.copytree(ROOT / module / arguments.target / "test-classes", stage / "app" / f"{module}-tests")
    for name in PYTHON:
        shutil.copytree(ROOT / name, stage / name, ignore=shutil.ignore_patterns("__pycache__"))


def compressed(block):
    return lzma.compress(block, preset=1)


def slices(stage, group):
    """(name, compressed bytes) of each slice of a tar of the folder."""
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            tar.add(stage, arcname=".")
        count = (file.tell() + SLICE - 1) // SLICE
        file.seek(0)
        with ProcessPoolExecutor() as pool:
            blocks = iter(lambda: file.read(SLICE), b"")
            for number, block in enumerate(pool.map(compressed, blocks)):
                yield f"{group}.{number}.{count}", block


def write_parts(found, out, name, limit):
    """Fills part after part; returns their paths."""
    paths, tar, size = [], None, 0
    for title, block in found:
        if tar is None or size + len(block) + 2048 > limit:
            if tar:
                tar.close()
            paths.append(out / f"{name}-{len(paths) + 1}.bin")
            tar, size = tarfile.open(paths[-1], "w"), 10240
        entry = tarfile.TarInfo(title)
        entry.size = len(block)
        tar.addfile(entry, io.BytesIO(block))
        size += len(block) + 1024
    tar.close()
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arch", type=int, default=90, help="compute capability times ten (default: 90, an H100 or H200)")
    parser.add_argument("--only", choices=["base", "app"], help="one group instead of both")
    parser.add_argument("--data", type=Path, help="packs this folder, and nothing else")
    parser.add_argument("--out", type=Path, default=ROOT / ".gpu")
    parser.add_argument("--megabytes", type=float, default=54, help="of a part at most")
    parser.add_argument("--target", default="target", help="folder of each module that holds classes and test-classes")
    parser.add_argument("--jars", type=lambda text: [Path(word) for word in text.split(":")],
                        help="class path of the program; default: cli/target/lib/*.jar")
    parser.add_argument("--repository", type=Path, default=Path.home() / ".m2/repository")
    arguments = parser.parse_args()
    arguments.jars = arguments.jars or sorted((ROOT / "cli/target/lib").glob("*.jar"))
    arguments.out.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("on_device.py"), arguments.out)
    limit = int(arguments.megabytes * 2**20)
    for path in write(arguments, limit):
        print(f"{path}: {path.stat().st_size / 2**20:.1f} MiB")


def write(arguments, limit):
    if arguments.data:
        return write_parts(slices(arguments.data, "data"), arguments.out, "data", limit)
    if arguments.only == "app":
        return write_parts(staged("app", arguments), arguments.out, "app", limit)
    if arguments.only == "base":
        return write_parts(staged("base", arguments), arguments.out, "part", limit)
    return write_parts((it for group in ("base", "app") for it in staged(group, arguments)), arguments.out, "part", limit)


def staged(group, arguments):
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        if group == "base":
            java_runtime(stage)
            copy_jars(arguments, stage)
            libraries(arguments, stage)
        else:
            application(arguments, stage)
        yield from slices(stage, group)


if __name__ == "__main__":
    main()
