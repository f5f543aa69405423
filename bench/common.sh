# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
#
# What the other scripts share; they source it first. It reads -n ROUNDS and the switches whose letters are in "switches",
# and leaves the rest of the arguments to the script.

script=$(readlink -f "$0")
bench=${script%/*}

say() {
    echo "$*" >&2
}

# Prints the comment at the script's head.
usage() {
    sed -n '4,/^set/s/^# \{0,1\}//p' "$script" >&2
    exit 2
}

# The other tools get two threads, so everything gets two processors.
if [[ "$(nproc)" -gt 2 ]]; then
    say "Running on two of $(nproc) processors"
    exec taskset -c 0,1 "$script" "$@"
fi

rounds=5
chosen=
while getopts "n:${switches-}" option; do
    case $option in
    n) rounds=$OPTARG ;;
    \?) usage ;;
    *) chosen+=$option ;;
    esac
done
shift $((OPTIND - 1))
[[ "$rounds" =~ ^[1-9][0-9]*$ ]] || usage

unset MAVEN_OPTS MAVEN_ARGS
export LC_ALL=C

version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$bench/../pom.xml")
plugin=io.regshape:regshape-maven-plugin:$version
built=$bench/../regshape-maven-plugin/target/local-repo
repo=$bench/target/local-repo
maven=(mvn -B -q -Dmaven.repo.local="$repo")
offline=("${maven[@]}" -o)

# A private local repository with the plugin of this checkout. What else it needs stays there for the next time.
install_plugin() {
    say "Building the plugin"
    (cd "$bench/.." && mvn -B -q -DskipTests package invoker:install -pl regshape-maven-plugin -am >&2)
    mkdir -p "$repo"
    rm -rf "$repo/io/regshape"
    cp -R "$built/." "$repo"
    "${maven[@]}" "$plugin:validate" -Dregshape.skip >&2
}

# timed NAME COMMAND...: appends name, wall seconds, CPU seconds and peak KiB to runs.tsv.
timed() {
    local name=$1 begin end
    shift
    rm -f log
    sync
    begin=$EPOCHREALTIME
    command time -f '%U %S %M' -o time "$@" >log 2>&1 || { cat log >&2; exit 1; }
    end=$EPOCHREALTIME
    awk -v name="$name" -v begin="$begin" -v end="$end" \
        '{ printf "%s\t%.3f\t%.2f\t%d\n", name, end - begin, $1 + $2, $3 }' time >>runs.tsv
}

# size NAME PATH: appends the length of a file, or of the largest in a folder, to sizes.tsv.
size() {
    printf '%s\t%d\n' "$1" "$(find "$2" -type f -printf '%s\n' | sort -n | tail -1)" >>sizes.tsv
}
