"""Keeps the machine code of one GPU architecture in a CUDA library and zeroes that of all others.

A CUDA library carries its kernels in the section .nv_fatbin, a row of containers. Each begins with the magic number
0xBA55ED50, its version, the length of this header and of what follows: entries, each with a header that says its kind (1 for
PTX, 2 for machine code), its own length, that of its payload and the architecture. A driver takes the entry that fits its
GPU; what the others hold does not matter, and zeros compress to nothing. A container without machine code for the wanted
architecture stays as it is, since the driver may then compile PTX or run code of an older GPU of the same generation.

    python3 tools/gpu/slim_cuda.py libtorch_cuda.so slim/libtorch_cuda.so --arch 90
"""
import argparse
import struct
from pathlib import Path

MAGIC = 0xBA55ED50
MACHINE_CODE = 2


def fatbin_sections(data):
    """The (offset, size) of each .nv_fatbin section of a 64-bit ELF file."""
    table, = struct.unpack_from("<Q", data, 0x28)
    entry_size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    headers = [struct.unpack_from("<IIQQQQ", data, table + i * entry_size) for i in range(count)]
    for header in headers:
        name = headers[names][4] + header[0]
        if data[name:data.index(b"\0", name)] == b".nv_fatbin":
            yield header[4], header[5]


def containers(data, offset, size):
    """The (start, end) of the entries of each container."""
    at, end = offset, offset + size
    while at < end:
        magic, _, header, length = struct.unpack_from("<IHHQ", data, at)
        if magic == 0:  # padding between containers
            at += 8
            continue
        if magic != MAGIC:
            raise SystemExit(f"no container of GPU code at byte {at}, but {magic:#x}: a format this program does not know")
        yield at + header, at + header + length
        at += header + length


def entries(data, start, end):
    """The (kind, architecture, payload start, payload end) of each entry of a container."""
    at = start
    while at < end:
        kind, _, header, size = struct.unpack_from("<HHIQ", data, at)
        architecture, = struct.unpack_from("<I", data, at + 28)
        yield kind, architecture, at + header, at + header + size
        at += header + size


def slim(data, architecture):
    """Zeroes in place; returns (containers, containers left whole, bytes kept)."""
    count = whole = kept = 0
    for offset, size in fatbin_sections(data):
        for start, end in containers(data, offset, size):
            count += 1
            inside = list(entries(data, start, end))
            if not any(kind == MACHINE_CODE and arch == architecture for kind, arch, _, _ in inside):
                whole += 1
                kept += end - start
                continue
            for kind, arch, first, last in inside:
                if kind == MACHINE_CODE and arch == architecture:
                    kept += last - first
                else:
                    data[first:last] = bytes(last - first)
    return count, whole, kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--arch", type=int, required=True, help="compute capability times ten, such as 90 for an H100")
    arguments = parser.parse_args()
    data = bytearray(arguments.library.read_bytes())
    count, whole, kept = slim(data, arguments.arch)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(data)
    print(f"{arguments.library.name}: {count} containers of GPU code, {whole} without sm_{arguments.arch} left whole, "
          f"{kept / 2**20:.0f} MiB of code kept")


if __name__ == "__main__":
    main()
