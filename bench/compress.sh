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
# Needs python3, unzip, GNU tar, GNU time, umoci, pigz, igzip and zstd, 3 GB in bench/target, and the network once, to fill
# bench/target/local-repo.
set -euo pipefail
script=$(readlink -f "$0")

rounds=5
usage() {
    sed -n '4,13s/^# \{0,1\}//p' "$script" >&2
    exit 2
}
while getopts n: option; do
    case $option in
    n) rounds=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
[[ $# -eq 1 && -f "$1/lib/src.zip" && "$rounds" =~ ^[1-9][0-9]*$ ]] || usage
jdk=$(cd "$1" && pwd)

# The other tools get two threads, so everything gets two processors.
if [[ "$(nproc)" -gt 2 ]]; then
    echo "Running on two of $(nproc) processors" >&2
    exec taskset -c 0,1 "$script" -n "$rounds" "$jdk"
fi
cd "$(dirname "$script")"
unset MAVEN_OPTS MAVEN_ARGS
export LC_ALL=C

work=$PWD/target/compress
repo=$PWD/target/local-repo
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' ../pom.xml)
plugin=io.regshape:regshape-maven-plugin:$version
jib=com.google.cloud.tools:jib-maven-plugin:3.5.2:buildTar

say() {
    echo "$*" >&2
}

# timed CORPUS NAME BLOB COMMAND...: appends both names, wall seconds, CPU seconds, peak KiB, and a blob's length.
timed() {
    local corpus=$1 name=$2 blob=$3 begin end
    shift 3
    sync
    begin=$EPOCHREALTIME
    command time -f '%U %S %M' -o time "$@" >log 2>&1 || { cat log >&2; exit 1; }
    end=$EPOCHREALTIME
    [[ "$blob" != layout ]] || blob=$(find layout/blobs -type f -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2)
    awk -v corpus="$corpus" -v name="$name" -v begin="$begin" -v end="$end" -v size="$(stat -c %s "$blob" 2>/dev/null || echo 0)" \
        '{ printf "%s\t%s\t%.3f\t%.2f\t%d\t%d\n", corpus, name, end - begin, $1 + $2, $3, size }' time >>runs.tsv
}

maven() {
    mvn -B -q -o -Dmaven.repo.local="$repo" "$@"
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
        timed "$corpus" core layout java -cp "$classpath" AddLayerAlone layout layer.tar
        rm -rf layout
        maven "$plugin:init" -Dregshape.path=layout >log
        timed "$corpus" floor none mvn -B -q -o -Dmaven.repo.local="$repo" "$plugin:add-layer" -Dregshape.skip
        timed "$corpus" goal layout mvn -B -q -o -Dmaven.repo.local="$repo" "$plugin:add-layer" -Dregshape.path=layout \
            -Dregshape.file=layer.tar
        rm -rf layout
        umoci init --layout layout && umoci new --image layout:latest
        timed "$corpus" umoci layout umoci raw add-layer --image layout:latest layer.tar
        rm -rf jib/jib-*
        timed "$corpus" jib jib/jib-image.tar mvn -B -q -o -Dmaven.repo.local="$repo" -f ../../compress/jib.xml "$jib" \
            -Dfolder="$folder" -Djib.useOnlyProjectCache=true
        timed "$corpus" pigz layer.gz sh -c 'pigz -6 -p2 <layer.tar >layer.gz'
        timed "$corpus" igzip layer.gz sh -c 'igzip -1 <layer.tar >layer.gz'
        timed "$corpus" gzip layer.gz sh -c 'gzip -6 <layer.tar >layer.gz'
        timed "$corpus" zstd layer.gz sh -c 'zstd -q -3 -T2 <layer.tar >layer.gz'
        timed "$corpus" jdk layer.gz java -cp "$classpath" JdkDeflater layer.tar layer.gz
    done
    rm layer.tar layer.gz
}

say "Building the plugin"
(cd .. && mvn -B -q -DskipTests package invoker:install -pl regshape-maven-plugin -am >&2)
rm -rf "$repo"
cp -R ../regshape-maven-plugin/target/local-repo "$repo"
mkdir -p "$work/classes"
classpath=$work/classes:$PWD/../regshape-core/target/regshape-core-$version.jar
for library in jackson-core zstd-jni jspecify; do
    classpath+=:$(find "$repo" -name "$library-[0-9]*.jar" | sort -V | tail -1)
done
javac -d "$work/classes" -cp "$classpath" compress/*.java
mkdir -p "$work/jib/classes"
cd "$work"
rm -f runs.tsv
mvn -B -q -Dmaven.repo.local="$repo" "$plugin:help" >log
mvn -B -q -Dmaven.repo.local="$repo" -f ../../compress/jib.xml "$jib" -Dfolder="$work/classes" >log
if [[ ! -d text ]]; then
    mkdir text jars
    unzip -q "$jdk/lib/src.zip" -d text
    find "${HOME}/.m2/repository" -name '*.jar' -size +20k | sort | head -400 | xargs cp -t jars
fi
measure jdk "$jdk"
measure jars "$work/jars"
measure text "$work/text"

python3 - "$rounds" <<'PYTHON'
import collections, datetime, os, re, statistics, subprocess, sys

runs = collections.defaultdict(list)
for line in open("runs.tsv"):
    corpus, name, *numbers = line.rstrip("\n").split("\t")
    runs[corpus, name].append([float(number) for number in numbers])


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
    median = {name: [statistics.median(column) for column in zip(*runs[corpus, name])] for name in [*rows, "floor"]}
    for name in ("goal", "jib"):
        for column in (0, 1):
            median[name][column] -= median["floor"][column]
    core = median["core"]
    print(f"\n### {title}, {int(open(corpus + '.size').read()) / 1e6:.1f} MB\n")
    print("| command | wall, s | CPU, s | peak memory, MiB | blob, MB | regshape's wall / its | regshape's blob / its |")
    print("| --- " + "| ---: " * 6 + "|")
    for name, row in rows.items():
        wall, seconds, peak, size = median[name]
        own = median["goal"] if name == "jib" else core
        print(f"| {row} | {wall:.2f} | {seconds:.2f} | {peak / 1024:.0f} | {size / 1e6:.1f} | {own[0] / wall:.2f} |"
              f" {own[3] / size:.3f} |")
PYTHON
