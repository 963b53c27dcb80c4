"""Times torchvision and HUALE, or several HUALEs, in turn (A B C A B C) and prints a Markdown table of medians and ratios."""

import argparse
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CASES = [
    f"{kind}:{model}:{batch}"
    for model in ("mobilenet-v3-320-fpn", "resnet50-fpn")
    for kind in ("infer", "train")
    for batch in (1, 4)
] + ["roialign:512"]
GPU_CASES = [
    case
    for model in ("mobilenet-v3-320-fpn", "mobilenet-v2-fpn", "resnet50-fpn")
    for case in (f"infer:{model}:1", f"infer:{model}:4", f"train:{model}:4", f"train:{model}:4:bf16")
] + ["roialign:512"]
OURS_ALONE = "mobilenet-v2-fpn"  # torchvision has no detector of this name


class Server:
    """A process that answers one line with one line."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        reply = self.process.stdout.readline().strip()
        if not reply or reply.startswith("error"):
            raise RuntimeError(f"{line}: {reply or 'the process ended'}")
        return float(reply)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def medians(servers, case, rounds, pause):
    """The median milliseconds of each server; the pause lets the other's spinning threads fall asleep. The first measurement
    of a server, which warms it up, does not count."""
    times = [[] for _ in servers]
    for number in range(rounds + 1):
        for server, taken in zip(servers, times):
            time.sleep(pause)
            milliseconds = server.ask(f"measure {case}")
            if number > 0:
                taken.append(milliseconds)
    return [statistics.median(taken) for taken in times]


def row_of_ours_alone(servers, case, args):
    times = medians(servers, case, args.rounds, args.pause)
    return f"| {case} | - | " + " | ".join(f"{ours:.1f} | -" for ours in times) + " | - | - | - |"


def row(case, times, work, ceiling):
    """A ratio for each of ours; GFLOP/s of the fastest, also as a fraction of what one large convolution reaches in the rival's
    process. RoIAlign counts none."""
    rival, *ours = times
    start = f"| {case} | {rival:.1f} | " + " | ".join(f"{one:.1f} | {rival / one:.2f}" for one in ours)
    if work == 0:
        return start + " | - | - | - |"
    rate = work / min(ours) / 1e6
    return start + f" | {work / 1e9:.1f} | {rate:.0f} | {100 * rate / ceiling:.0f} % |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="default: those of this file, on a GPU and on the CPU")
    parser.add_argument("--ours", action="append", help="a command of HUALE's server, or NAME=COMMAND; several times for several columns")
    parser.add_argument("--rival", default=f"{sys.executable} {HERE / 'detector_torchvision.py'} --serve")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:n; passed to both as --device")
    parser.add_argument("--threads", type=int, default=2, help="passed to both as --threads N")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pause", type=float, default=0.3, help="seconds before each measurement")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(args, folder)


def named(ours):
    """Column name and command of each of our servers."""
    commands = ours or [f"{HERE.parent / 'bin/huale'} bench detector"]
    return [tuple(one.split("=", 1)) if re.match(r"[\w-]+=", one) else ("huale", one) for one in commands]


def compare(args, folder):
    rival_command = shlex.split(args.rival)
    subprocess.run([part for part in rival_command if part != "--serve"] + ["--save-work", folder], check=True)
    threads = ["--threads", str(args.threads), "--device", args.device]
    rival = Server(rival_command + threads)
    ours = [Server(shlex.split(command) + threads + ["--work", folder]) for _, command in named(args.ours)]
    [convolution] = medians([rival], "ceiling", args.rounds, args.pause)
    ceiling = rival.ask("flops ceiling") / convolution / 1e6
    print(f"{args.device}, {args.threads} threads; a 3x3 convolution of 256 channels reaches {ceiling:.0f} GFLOP/s\n")
    columns = " | ".join(f"{name} ms | ratio" for name, _ in named(args.ours))
    print(f"| case | torchvision ms | {columns} | GFLOP | GFLOP/s | of ceiling |")
    print("|---|---|" + "---|---|" * len(ours) + "---|---|---|", flush=True)
    for case in args.cases or (CASES if args.device == "cpu" else GPU_CASES):
        if OURS_ALONE in case:
            print(row_of_ours_alone(ours, case, args), flush=True)
            continue
        times = medians([rival, *ours], case, args.rounds, args.pause)
        print(row(case, times, rival.ask(f"flops {case}"), ceiling), flush=True)
    for server in [rival, *ours]:
        server.close()


if __name__ == "__main__":
    main()
