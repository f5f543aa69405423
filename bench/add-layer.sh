#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures add-layer beside pigz and zstd, and what each goal adds to a build with a small layer. Prints Markdown; what
# it is doing goes to stderr. docs/benchmarks.md explains it.
#
#   bench/add-layer.sh [-n ROUNDS] [-l|-s] [FOLDER] > results.md
#
#   -n ROUNDS  how often each command runs (default 5); the medians are printed
#   -l         only the large layer
#   -s         only the small layer
#   FOLDER     what the large layer holds; by default the home of the JDK that JAVA_HOME or the PATH names
#
# Needs python3, GNU tar, GNU time, pigz and zstd; needs the network the first time, to fill bench/target/local-repo.
set -euo pipefail
switches="ls"
source "$(dirname "$(readlink -f "$0")")/common.sh"
[[ $# -le 1 ]] || usage
folder_given=${1:+yes}
folder=${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}
[[ -d "$folder" ]] || usage
folder=$(cd "$folder" && pwd)
work=$bench/target/add-layer

timed_goal() {
    timed "$1" "${offline[@]}" "$plugin:$2" -Dregshape.path=layout "${@:3}"
}

fresh_layout() {
    rm -rf layout
    cp -R empty-layout layout
}

measure_large() {
    local folder=$1 round
    say "Packing the large layer"
    tar --sort=name --owner=0 --group=0 --numeric-owner -C "$folder" -cf large.tar .
    size large.tar large.tar
    rm -f large.tar.gz large.tar.zst
    for ((round = 1; round <= rounds; round++)); do
        say "Large layer, round $round of $rounds"
        cat large.tar >/dev/null
        fresh_layout
        timed_goal floor add-layer -Dregshape.file=large.tar -Dregshape.skip
        timed_goal gzip add-layer -Dregshape.file=large.tar -Dregshape.compressFormat=gzip
        size gzip layout/blobs
        rm -rf layout
        timed pigz sh -c 'pigz -6 -p2 <large.tar >large.tar.gz'
        size pigz large.tar.gz
        rm large.tar.gz
        fresh_layout
        timed_goal zstd add-layer -Dregshape.file=large.tar -Dregshape.compressFormat=zstd
        size zstd layout/blobs
        rm -rf layout
        timed zstd-3 sh -c 'zstd -q -3 -T2 <large.tar >large.tar.zst'
        size zstd-3 large.tar.zst
        rm large.tar.zst
    done
    rm large.tar
}

# log_times PREFIX: reads a build's log and appends the seconds from one goal's headline to the next.
log_times() {
    awk -v prefix="$1" '
        / --- .*:(init|add-layer|generate-config|generate-manifest|validate) / || /BUILD SUCCESS/ {
            split($1, clock, ":")
            now = clock[1] * 3600 + clock[2] * 60 + clock[3]
            if (goal != "") printf "%s-%s\t%.3f\t0\t0\n", prefix, goal, now - before
            before = now
            match($0, /:[a-z-]+ \(/)
            goal = substr($0, RSTART + 1, RLENGTH - 3)
        }' log >>runs.tsv
}

measure_small() {
    local round skip goal name
    local log_clock=(-Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS)
    rm -rf project
    mkdir project
    cp "$bench/five-goals/pom.xml" project/
    printf 'Hello\n' >hello.txt
    tar --owner=0 --group=0 --numeric-owner -cf project/layer.tar hello.txt
    for ((round = 1; round <= rounds; round++)); do
        say "Small layer, round $round of $rounds"
        rm -rf layout
        for goal in init add-layer generate-config generate-manifest validate; do
            for skip in true false; do
                name=$goal
                $skip && name=skip-$goal
                timed_goal "alone-$name" $goal -Dregshape.file=project/layer.tar -Dregshape.refName=latest \
                    -Dregshape.skip=$skip
            done
        done
        for skip in true false; do
            name=build
            $skip && name=skip-build
            rm -rf project/target
            timed "$name" mvn -B -o -f project/pom.xml -Dmaven.repo.local="$repo" -Dversion.regshape="$version" \
                -Dregshape.skip=$skip "${log_clock[@]}" package
            log_times "$name"
        done
    done
}

print_report() {
    python3 - "$rounds" "$folder" "$folder_given" <<'PYTHON'
import collections
import datetime
import os
import re
import statistics
import subprocess
import sys

rounds, folder, folder_given = sys.argv[1:]
GOALS = ("init", "add-layer", "generate-config", "generate-manifest", "validate")


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def first(pattern, text):
    found = re.search(pattern, text)
    return found.group(1) if found else "unknown"


def rows(name):
    return [line.rstrip("\n").split("\t") for line in open(name)] if os.path.exists(name) else []


def description():
    """Names the folder without its path, which is of no use on another machine."""
    try:
        release = open(os.path.join(folder, "release")).read()
    except OSError:
        return "the folder " + os.path.basename(folder)
    version = first('JAVA_VERSION="(.*)"', release)
    vendor = first('IMPLEMENTOR="(.*)"', release)
    return f"the home of JDK {version} ({vendor})"


def table(*lines):
    head, *body = lines
    print("| " + " | ".join(head) + " |")
    print("| --- " + "| ---: " * (len(head) - 1) + "|")
    for line in body:
        print("| " + " | ".join(line) + " |")
    print()


walls, cpus, peaks, sizes = (collections.defaultdict(list) for _ in range(4))
for name, wall, cpu, peak in rows("runs.tsv"):
    walls[name].append(float(wall))
    cpus[name].append(float(cpu))
    peaks[name].append(int(peak))
for name, length in rows("sizes.tsv"):
    sizes[name].append(int(length))
wall = {name: statistics.median(values) for name, values in walls.items()}
cpu = {name: statistics.median(values) for name, values in cpus.items()}
peak = {name: statistics.median(values) for name, values in peaks.items()}

maven = output("mvn", "-B", "-version")
facts = (
    f"{datetime.date.today()}",
    f"{len(os.sched_getaffinity(0))} processors",
    first(r"model name\s*: (.*)", open("/proc/cpuinfo").read()),
    "JDK " + first(r"Java version: ([^,]*)", maven),
    "Maven " + first(r"Apache Maven ([0-9][0-9a-z.-]*)", maven),
    "pigz " + first(r"pigz ([0-9.]+)", output("pigz", "--version")),
    "zstd " + first(r"v([0-9.]+)", output("zstd", "--version")),
    "commit " + output("git", "describe", "--always", "--dirty").strip(),
    f"medians of {rounds} runs",
)
command = "bench/add-layer.sh -n " + rounds + (" FOLDER" if folder_given else "")
print(f"\nMeasured with `{command}`: " + ", ".join(facts) + ".\n")

if "floor" in wall:
    length = sizes["large.tar"][0]
    print(f"### A large layer: the tar of {description()}, {length / 1e6:.1f} MB")
    print()

    def line(title, name, other=None):
        over = wall[name] - wall["floor"]
        used = cpu[name] - cpu["floor"]
        return (
            title,
            f"{wall[name]:.2f}",
            f"{min(walls[name]):.2f}–{max(walls[name]):.2f}",
            f"{over:.2f}" if other else "",
            f"{over / wall[other]:.2f}" if other else "",
            f"{cpu[name]:.2f}",
            f"{used / cpu[other]:.2f}" if other else "",
            f"{peak[name] / 1024:.0f}",
            f"{sizes[name][0] / 1e6:.1f}" if name in sizes else "",
        )

    table(
        ("command", "wall, s", "fastest to slowest, s", "over floor, s", "over floor / other tool", "CPU, s",
         "the same of CPU", "peak memory, MiB", "blob, MB"),
        line("floor: `add-layer` with `regshape.skip`", "floor"),
        line("`add-layer`, gzip", "gzip", "pigz"),
        line("`pigz -6 -p2`", "pigz"),
        line("`add-layer`, zstd", "zstd", "zstd-3"),
        line("`zstd -3 -T2`", "zstd-3"),
    )

if "build" in wall:
    print("### A small layer: what each goal adds, in seconds")
    print()

    def share(goal):
        floor = wall[f"alone-skip-{goal}"]
        alone = wall[f"alone-{goal}"] - floor
        inside = wall[f"build-{goal}"] - wall[f"skip-build-{goal}"]
        used = cpu[f"alone-{goal}"] - cpu[f"alone-skip-{goal}"]
        over = [value - floor for value in walls[f"alone-{goal}"]]
        spread = f"{min(over):.2f} to {max(over):.2f}"  # some are below zero
        return (f"`{goal}`", f"{floor:.2f}", f"{alone:.2f}", spread, f"{used:.2f}", f"{inside:.3f}")

    table(
        ("goal", "floor", "called alone, over floor", "fastest to slowest of that", "CPU of that",
         "inside one build, over floor"),
        *map(share, GOALS),
        ("all five in one build", f"{wall['skip-build']:.2f}", "", "", f"{cpu['build'] - cpu['skip-build']:.2f}",
         f"{wall['build'] - wall['skip-build']:.3f}"),
    )
PYTHON
}

install_plugin
mkdir -p "$work"
cd "$work"
rm -f runs.tsv sizes.tsv
rm -rf layout empty-layout
"${offline[@]}" "$plugin:init" -Dregshape.path=layout >log
mv layout empty-layout
[[ $chosen = *s* ]] || measure_large "$folder"
[[ $chosen = *l* ]] || measure_small
# Without the empty line at the end, which no page of docs may have.
print_report | sed -e '${/^$/d}'
