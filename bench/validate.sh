#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures validate on layouts of 1 GB of gzip layers, beside what the reading alone costs: sha256sum of the blobs, and
# gzip -dc of the layers into sha256sum. Prints Markdown; what it is doing goes to stderr. docs/benchmarks.md explains it.
#
#   bench/validate.sh [-n ROUNDS] [FOLDER] > results.md
#
#   -n ROUNDS  how often each command runs (default 5); the medians are printed
#   FOLDER     what the layers hold, as often as it takes; by default the home of the JDK that JAVA_HOME or the PATH names
#
# Needs python3, GNU tar, GNU time and pigz, 6 GB in bench/target, and the network the first time, to fill
# bench/target/local-repo.
set -euo pipefail
source "$(dirname "$(readlink -f "$0")")/common.sh"
[[ $# -le 1 ]] || usage
folder=${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}
[[ -d "$folder" ]] || usage
folder=$(cd "$folder" && pwd)
work=$bench/target/validate

# make_layout NAME LAYERS: a layout with 1 GB of gzip in so many layers, each the folder some times under other names.
make_layout() {
    local name=$1 layers=$2 layer copy tar
    [[ -f "$name/index.json" ]] && return
    say "Making the layout $name"
    rm -rf "$name" layer-*.tar*
    for ((layer = 1; layer <= layers; layer++)); do
        tar=layer-$layer.tar
        copy=0
        : >"$tar.gz"
        while (($(stat -c %s "$tar.gz") < 1000000000 / layers)); do
            copy=$((copy + 1))
            tar --owner=0 --group=0 --numeric-owner -C "$folder" --transform "s:^\.:$layer-$copy:" -rf "$tar" .
            ((copy % 2 == 0 || layers > 1)) && pigz -6 -c "$tar" >"$tar.gz"
        done
    done
    python3 - "$name" layer-*.tar <<'PYTHON'
import hashlib, json, os, sys

root, tars = sys.argv[1], sys.argv[2:]
os.makedirs(root + "/blobs/sha256")

def digest(file):
    hash = hashlib.sha256()
    with open(file, "rb") as stream:
        while piece := stream.read(1 << 20):
            hash.update(piece)
    return hash.hexdigest()

def blob(kind, content):
    name = hashlib.sha256(content).hexdigest()
    with open(f"{root}/blobs/sha256/{name}", "wb") as stream:
        stream.write(content)
    return {"mediaType": f"application/vnd.oci.image.{kind}.v1+json", "digest": "sha256:" + name, "size": len(content)}

layers, diff_ids = [], []
for tar in tars:
    name = digest(tar + ".gz")
    diff_ids.append("sha256:" + digest(tar))
    layers.append({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "sha256:" + name,
                   "size": os.path.getsize(tar + ".gz")})
    os.rename(tar + ".gz", f"{root}/blobs/sha256/{name}")
    os.remove(tar)
config = blob("config", json.dumps({"architecture": "amd64", "os": "linux",
                                    "rootfs": {"type": "layers", "diff_ids": diff_ids}}).encode())
manifest = blob("manifest", json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                                        "config": config, "layers": layers}).encode())
manifest["platform"] = {"os": "linux", "architecture": "amd64"}
with open(root + "/oci-layout", "w") as stream:
    json.dump({"imageLayoutVersion": "1.0.0"}, stream)
with open(root + "/index.json", "w") as stream:
    json.dump({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
               "manifests": [manifest]}, stream)
PYTHON
}

install_plugin
mkdir -p "$work"
cd "$work"
rm -f runs.tsv
make_layout one-layer 1
make_layout four-layers 4
for ((round = 1; round <= rounds; round++)); do
    for layout in one-layer four-layers; do
        say "$layout, round $round of $rounds"
        cat "$layout"/blobs/sha256/* >/dev/null
        timed "$layout/sha256sum" sh -c 'sha256sum "$1"/blobs/sha256/*' sh "$layout"
        timed "$layout/gzip -dc | sha256sum" sh -c \
            'find "$1"/blobs/sha256 -size +1M -exec cat {} + | gzip -dc | sha256sum' sh "$layout"
        timed "$layout/floor" "${offline[@]}" "$plugin:validate" -Dregshape.skip
        timed "$layout/validate" "${offline[@]}" "$plugin:validate" -Dregshape.path="$layout"
    done
done

python3 - "$rounds" <<'PYTHON'
import collections, os, statistics, sys

runs = collections.defaultdict(list)
for line in open("runs.tsv"):
    name, *numbers = line.rstrip("\n").split("\t")
    runs[name].append([float(number) for number in numbers])
cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
print(f"Medians of {sys.argv[1]} runs on 2 processors, {cpu}.\n")
print("| layout | size | command | wall | CPU | peak memory | wall over the larger of the two |")
print("| --- | --- | --- | --- | --- | --- | --- |")
names = ["sha256sum", "gzip -dc | sha256sum", "floor", "validate"]
for layout in ["one-layer", "four-layers"]:
    folder = layout + "/blobs/sha256/"
    size = sum(os.path.getsize(folder + file) for file in os.listdir(folder))
    median = {name: [statistics.median(column) for column in zip(*runs[f"{layout}/{name}"])] for name in names}
    bar = max(median[name][0] for name in names[:2])
    for name in names:
        wall, seconds, memory = median[name]
        shown = name.replace("|", "\\|")
        print(f"| {layout} | {size / 1e6:.0f} MB | `{shown}` | {wall:.2f} s | {seconds:.2f} s | {memory / 1024:.0f} MiB |"
              f" {wall / bar:.2f} |")
PYTHON
