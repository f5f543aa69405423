#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the goal build beside jib's buildTar, cold and again, and on 50,000 small files beside tar, zstd and sha256sum
# in a pipe. Prints Markdown; what it is doing goes to stderr. docs/benchmarks.md explains it.
#
#   bench/build.sh [-n ROUNDS] > results.md
#
#   -n ROUNDS  how often each command runs (default 5); the medians are printed
#
# Needs python3, GNU tar, GNU time and zstd; needs the network the first time, to fill bench/target/local-repo.
set -euo pipefail
source "$(dirname "$(readlink -f "$0")")/common.sh"
[[ $# -eq 0 ]] || usage

work=$bench/target/build
project=(-f project/pom.xml -Dversion.regshape="$version" -Djib.useOnlyProjectCache=true)

# package NAME TOOL: the whole build of the project with one of the two tools, or neither.
package() {
    local skip=(-Dregshape.skip=true -Djib.skip=true)
    [[ $2 = regshape ]] && skip[0]=-Dregshape.skip=false
    [[ $2 = jib ]] && skip[1]=-Djib.skip=false
    timed "$1" "${offline[@]}" "${project[@]}" "${skip[@]}" package
}

# change NUMBER: another class of the same length.
change() {
    sed -i "s/round [0-9]*/round $1/" project/src/main/java/bench/Main.java
    "${offline[@]}" "${project[@]}" -Dregshape.skip -Djib.skip package >log
}

measure_project() {
    local round tool
    rm -rf project
    cp -R "$bench/build-project" project
    "${maven[@]}" "${project[@]}" package >log
    for ((round = 1; round <= rounds; round++)); do
        say "Project, round $round of $rounds"
        for tool in regshape jib; do
            # The floor moves more than what is measured over it, so it is measured beside each.
            package floor none
            if [[ $tool = jib ]]; then
                rm -rf project/target/jib-*
            else
                rm -rf project/target/oci
            fi
            package "$tool-cold" "$tool"
            sleep 2 # so that no file is younger than what tells it from a changed one
            package "$tool-settling" "$tool"
            package floor none
            package "$tool-again" "$tool"
            change "$((10 * round + ${#tool}))"
            package floor none
            package "$tool-changed" "$tool"
        done
    done
    find project/target/oci/blobs -type f -printf '%s\n' | awk '{ n += $1 } END { print n }' >oci.size
    stat -c %s project/target/jib-image.tar >jib.size
    "${maven[@]}" "${project[@]}" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
        -Dmdep.outputFile="$work/class-path" >log
    tr ':' '\n' <class-path | xargs stat -L -c %s | awk '{ n += $1 } END { print n }' >libraries.size
}

measure_files() {
    local round
    say "Making 50,000 files"
    rm -rf files
    mkdir -p files/project/files
    python3 - files/project/files <<'PYTHON'
import os, random, sys

random.seed(7)
words = ["layer", "digest", "blob", "index", "manifest", "config", "platform", "media", "type", "size", "tar", "gzip"]
for folder in range(500):
    path = f"{sys.argv[1]}/{folder:03}"
    os.mkdir(path)
    for file in range(100):
        with open(f"{path}/{file:02}.txt", "w") as out:
            out.write(" ".join(random.choices(words, k=random.randrange(20, 1200))))
PYTHON
    cat >files/project/pom.xml <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.regshape.bench</groupId><artifactId>files</artifactId><version>1</version><packaging>pom</packaging>
  <build><plugins><plugin>
    <groupId>io.regshape</groupId><artifactId>regshape-maven-plugin</artifactId><version>$version</version>
    <executions><execution><id>image</id><goals><goal>build</goal></goals><configuration>
      <compressFormat>zstd</compressFormat>
      <layers><layer><name>files</name><fileSets><fileSet>
        <directory>files</directory><outputDirectory>/srv</outputDirectory>
      </fileSet></fileSets></layer></layers>
    </configuration></execution></executions>
  </plugin></plugins></build>
</project>
POM
    for ((round = 1; round <= rounds; round++)); do
        say "Files, round $round of $rounds"
        rm -rf files/project/target
        timed files-floor "${offline[@]}" -f files/project/pom.xml -Dregshape.skip package
        timed files-regshape "${offline[@]}" -f files/project/pom.xml package
        timed files-again "${offline[@]}" -f files/project/pom.xml package
        rm -f files/blob
        timed files-pipe sh -c 'tar -C files/project/files -cf - . | zstd -q -3 -T2 | tee files/blob | sha256sum'
    done
    find files/project/target/oci/blobs -type f -size +100k -printf '%s\n' >files.size
    stat -c %s files/blob >pipe.size
    du -sb files/project/files | cut -f1 >files-total.size
}

install_plugin
mkdir -p "$work"
cd "$work"
rm -f runs.tsv
measure_project
measure_files

python3 - "$rounds" <<'PYTHON'
import collections, datetime, os, re, statistics, subprocess, sys

runs = collections.defaultdict(list)
for line in open("runs.tsv"):
    name, *numbers = line.rstrip("\n").split("\t")
    runs[name].append([float(number) for number in numbers])
median = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def megabytes(name):
    return f"{int(open(name + '.size').read()) / 1e6:.1f}"


def row(title, name, floor, against, size=""):
    wall, cpu, peak = median[name]
    over = wall - median[floor][0]
    other = median[against][0] - (median[floor][0] if against.startswith("jib") else 0) if against else None
    ratio = f"{over / other:.2f}" if other else ""
    over = f"{over:.2f}" if name != floor and not name.endswith("pipe") else ""
    walls = [run[0] for run in runs[name]]
    print(f"| {title} | {wall:.2f} | {min(walls):.2f}–{max(walls):.2f} | {over} | {ratio} | {cpu:.2f} | {peak / 1024:.0f} |"
          f" {size} |")


def head(ratio):
    print(f"| command | wall, s | fastest to slowest, s | over floor, s | {ratio} | CPU, s | peak memory, MiB | size, MB |")
    print("| --- " + "| ---: " * 7 + "|")


cpu = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
java = re.search(r"Java version: ([^,]*)", output("mvn", "-B", "-version"))
print(f"Measured with `bench/build.sh -n {sys.argv[1]}`: {datetime.date.today()}, {len(os.sched_getaffinity(0))} processors,"
      f" {cpu.group(1) if cpu else 'unknown'}, JDK {java.group(1) if java else 'unknown'}, jib-maven-plugin 3.5.2,"
      f" commit {output('git', 'describe', '--always', '--dirty').strip()}, medians of {sys.argv[1]} runs.\n")
print(f"### A project with {megabytes('libraries')} MB of libraries\n")
head("over floor / jib's")
row("floor: `mvn package` without an image", "floor", "floor", None)
row("`build`, nothing there", "regshape-cold", "floor", "jib-cold", megabytes("oci"))
row("jib `buildTar`, nothing there", "jib-cold", "floor", None, megabytes("jib"))
row("`build`, nothing changed", "regshape-again", "floor", "jib-again")
row("jib `buildTar`, nothing changed", "jib-again", "floor", None)
row("`build`, one class changed", "regshape-changed", "floor", "jib-changed")
row("jib `buildTar`, one class changed", "jib-changed", "floor", None)
print(f"\n### A layer of 50,000 small files, {megabytes('files-total')} MB\n")
head("over floor / pipe's")
row("floor: `build` with `regshape.skip`", "files-floor", "files-floor", None)
row("`build`, zstd", "files-regshape", "files-floor", "files-pipe", megabytes("files"))
row("`tar \\| zstd -3 -T2 \\| sha256sum`", "files-pipe", "files-floor", None, megabytes("pipe"))
row("`build`, nothing changed", "files-again", "files-floor", None)
PYTHON
