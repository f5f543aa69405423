#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the gzip encoder alone, on files in memory, beside the JDK's GZIPOutputStream.
# Prints Markdown; what it is doing goes to stderr.
#
#   bench/encoder.sh [-n ROUNDS] FILE... > results.md
#
#   -n ROUNDS  how often each file is compressed with each setting, after two times to warm up (default 5); the medians
#              are printed
#   FILE       a file of less than 2 GiB whose name has no comma: a tar, to be like a layer
#
# Needs python3, and the network the first time.
set -euo pipefail
source "$(dirname "$(readlink -f "$0")")/common.sh"
[[ $# -gt 0 ]] || usage
files=()
largest=0
for file in "$@"; do
    [[ -f "$file" && "$file" != *,* ]] || usage
    files+=("$(readlink -f "$file")")
    size=$(stat -Lc %s "$file")
    ((size <= largest)) || largest=$size
done

work=$bench/target/encoder
say "Building the benchmark"
mvn -B -q -f "$bench/encoder/reactor.xml" -DskipTests -Dregshape.version="$version" package >&2

say "Running it"
java -cp "$work/classes:$(cat "$work/class-path")" org.openjdk.jmh.Main EncoderBenchmark -foe true -i "$rounds" \
    -jvmArgs "-Xmx$((largest / 1048576 + 200))m" -p file="$(IFS=,; echo "${files[*]}")" -rf json -rff "$work/results.json" >&2

python3 - "$rounds" "$work/results.json" "${files[@]}" <<'PYTHON'
import datetime, json, os, re, statistics, subprocess, sys

rounds, results, *files = sys.argv[1:]
runs = {}
for run in json.load(open(results)):
    parameters = run["params"]
    key = parameters["file"], parameters.get("level", "jdk"), parameters.get("threads", "1")
    seconds = statistics.median(run["primaryMetric"]["rawData"][0]) / 1000
    runs[key] = seconds, run["secondaryMetrics"]["bytes"]["rawData"][0][-1]
    java = run["jdkVersion"]


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


cpu = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
print(f"Measured with `bench/encoder.sh -n {rounds} FILE...`: {datetime.date.today()},"
      f" {len(os.sched_getaffinity(0))} processors, {cpu.group(1) if cpu else 'unknown'}, JDK {java},"
      f" commit {output('git', 'describe', '--always', '--dirty').strip()}, medians of {rounds} runs.\n")
print("| file | size, MB | encoder | one thread, MB/s | two threads, MB/s | output, % of input |")
print("| --- | ---: | --- | ---: | ---: | ---: |")
for file in files:
    size = os.path.getsize(file)
    for level in ("1", "6", "7", "9", "jdk"):
        name = "the JDK's `GZIPOutputStream`" if level == "jdk" else f"regshape, level {level}"
        seconds, length = runs[file, level, "1"]
        two = runs.get((file, level, "2"))
        print(f"| {os.path.basename(file)} | {size / 1e6:.1f} | {name} | {size / seconds / 1e6:.0f} |"
              f" {f'{size / two[0] / 1e6:.0f}' if two else ''} | {100 * length / size:.2f} |")
PYTHON
