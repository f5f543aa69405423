#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures add-layer with gzip on three kinds of layers beside the programs that people know: a JDK's home, jars, and text.
# Prints Markdown; what it is doing goes to stderr. docs/benchmarks.md explains it.
#
#   bench/compress.sh [-n ROUNDS] JDK_HOME > results.md
#
#   -n ROUNDS  how often each command runs (default 5); the medians are printed
#   JDK_HOME   a JDK with its sources (lib/src.zip), which are the text
#
# Needs python3, unzip, GNU tar, GNU time, umoci, pigz, igzip and zstd, 3 GB in bench/target, and the network the first time,
# to fill bench/target/local-repo.
set -euo pipefail
source "$(dirname "$(readlink -f "$0")")/common.sh"
[[ $# -eq 1 && -f "$1/lib/src.zip" ]] || usage
jdk=$(cd "$1" && pwd)
work=$bench/target/compress
jib=(-f "$bench/compress/jib.xml" com.google.cloud.tools:jib-maven-plugin:3.5.2:buildTar -Djib.useOnlyProjectCache=true)

# run CORPUS/NAME OUTPUT COMMAND...: times the command and notes the length of what it wrote.
run() {
    timed "$1" "${@:3}"
    size "$1" "$2"
}

# compressor CORPUS/NAME COMMAND...: the same for a command that writes layer.gz; an old one would take time to cut.
compressor() {
    rm -f layer.gz
    run "$1" layer.gz "${@:2}"
}

measure() {
    local corpus=$1 folder=$2 round
    say "Packing $corpus"
    tar --sort=name --owner=0 --group=0 --numeric-owner -C "$folder" -cf layer.tar .
    stat -c %s layer.tar >"$corpus.size"
    for ((round = 1; round <= rounds; round++)); do
        say "$corpus, round $round of $rounds"
        cat layer.tar >/dev/null
        rm -rf layout
        run "$corpus/core" layout/blobs java -cp "$classpath" AddLayerAlone layout layer.tar
        rm -rf layout
        "${offline[@]}" "$plugin:init" -Dregshape.path=layout >log
        timed "$corpus/floor" "${offline[@]}" "$plugin:add-layer" -Dregshape.skip
        run "$corpus/goal" layout/blobs "${offline[@]}" "$plugin:add-layer" -Dregshape.path=layout -Dregshape.file=layer.tar
        rm -rf layout
        umoci init --layout layout && umoci new --image layout:latest
        run "$corpus/umoci" layout/blobs umoci raw add-layer --image layout:latest layer.tar
        rm -rf jib/jib-*
        run "$corpus/jib" jib/jib-image.tar "${offline[@]}" "${jib[@]}" -Dfolder="$folder"
        compressor "$corpus/pigz" sh -c 'pigz -6 -p2 <layer.tar >layer.gz'
        compressor "$corpus/igzip" sh -c 'igzip -1 <layer.tar >layer.gz'
        compressor "$corpus/gzip" sh -c 'gzip -6 <layer.tar >layer.gz'
        compressor "$corpus/zstd" sh -c 'zstd -q -3 -T2 <layer.tar >layer.gz'
        compressor "$corpus/jdk" java -cp "$classpath" JdkDeflater layer.tar layer.gz
    done
    rm layer.tar layer.gz
}

# Each folder gets its name when it is complete.
collect_text() {
    rm -rf text.part
    unzip -q "$jdk/lib/src.zip" -d text.part
    mv text.part text
}

# The numbers keep jars of the same name apart.
collect_jars() {
    local number=0 jar
    rm -rf jars.part
    mkdir jars.part
    find "$HOME/.m2/repository" -name '*.jar' -size +20k | sort | sed -n 1,400p | while read -r jar; do
        number=$((number + 1))
        cp "$jar" "$(printf 'jars.part/%03d-%s' "$number" "${jar##*/}")"
    done
    mv jars.part jars
}

install_plugin
mkdir -p "$work/classes" "$work/jib/classes"
classpath=$work/classes:$bench/../regshape-core/target/regshape-core-$version.jar
for library in jackson-core zstd-jni jspecify; do
    classpath+=:$(find "$built" -name "$library-[0-9]*.jar" | sort -V | tail -1)
done
javac -d "$work/classes" -cp "$classpath" "$bench"/compress/*.java
cd "$work"
rm -f runs.tsv sizes.tsv
"${maven[@]}" "${jib[@]}" -Dfolder="$work/classes" >log
[[ -d text ]] || collect_text
[[ -d jars ]] || collect_jars
measure jdk "$jdk"
measure jars "$work/jars"
measure text "$work/text"

python3 - "$rounds" <<'PYTHON'
import collections, datetime, os, re, statistics, subprocess, sys

runs, sizes = (collections.defaultdict(list) for _ in range(2))
for line in open("runs.tsv"):
    name, *numbers = line.rstrip("\n").split("\t")
    runs[name].append([float(number) for number in numbers])
for line in open("sizes.tsv"):
    name, size = line.split("\t")
    sizes[name].append(int(size))


def medians(name):
    return [statistics.median(column) for column in zip(*runs[name])]


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


cpu = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
java = re.search(r"Java version: ([^,]*)", output("mvn", "-B", "-version"))
print(f"Measured with `bench/compress.sh -n {sys.argv[1]} JDK_HOME`: {datetime.date.today()},"
      f" {len(os.sched_getaffinity(0))} processors, {cpu.group(1) if cpu else 'unknown'},"
      f" JDK {java.group(1) if java else 'unknown'}, commit {output('git', 'describe', '--always', '--dirty').strip()},"
      f" medians of {sys.argv[1]} runs.")
titles = {"jdk": "The home of a JDK", "jars": "Jars of a local repository", "text": "Text: the sources of a JDK"}
rows = {"core": "regshape, the core in a JVM", "goal": "regshape `add-layer`, over Maven's floor",
        "umoci": "`umoci raw add-layer`", "jib": "jib `buildTar`, over Maven's floor", "pigz": "`pigz -6 -p2`",
        "igzip": "`igzip -1`", "gzip": "`gzip -6`", "zstd": "`zstd -3 -T2`", "jdk": "the JDK's `GZIPOutputStream`"}
for corpus, title in titles.items():
    floor = medians(f"{corpus}/floor")
    for name in ("goal", "jib"):
        for run in runs[f"{corpus}/{name}"]:
            run[0] -= floor[0]
            run[1] -= floor[1]
    median = {name: [*medians(f"{corpus}/{name}"), statistics.median(sizes[f"{corpus}/{name}"])] for name in rows}
    print(f"\n### {title}, {int(open(corpus + '.size').read()) / 1e6:.1f} MB\n")
    print("| command | wall, s | fastest to slowest, s | CPU, s | peak memory, MiB | blob, MB | regshape's wall / its |"
          " regshape's blob / its |")
    print("| --- " + "| ---: " * 7 + "|")
    for name, row in rows.items():
        wall, seconds, peak, size = median[name]
        walls = [run[0] for run in runs[f"{corpus}/{name}"]]
        own = median["goal" if name == "jib" else "core"]
        print(f"| {row} | {wall:.2f} | {min(walls):.2f}–{max(walls):.2f} | {seconds:.2f} | {peak / 1024:.0f} |"
              f" {size / 1e6:.1f} | {own[0] / wall:.2f} | {own[3] / size:.3f} |")
PYTHON
