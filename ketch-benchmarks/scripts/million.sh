#!/bin/bash
# A tree of a million files, mirrored with a small heap, and once more when there is nothing to do.
# Usage: million.sh [FILES [HEAP [SHAPE]]]   SHAPE: tree (1,000 a directory, default) or flat (one)
# Needs: vsftpd as .ci/run unpacks it, python3, and 9 GB of memory in /dev/shm for a million.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
files=${1:-1000000} heap=${2:-256m} shape=${3:-tree}
work=$(mktemp -d /dev/shm/ketch-million.XXXXXX)
mkdir "$work/served"
port=$((20000 + RANDOM % 10000))
. "$here/ketch-benchmarks/scripts/servers.sh"
start_server vsftpd 127.0.0.1 $port "$work/served" "$work"
trap 'stop_server; rm -rf "$work"' EXIT
python3 - "$work/served/tree" "$files" "$shape" <<'PY'
import os, sys
root, count, flat = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "flat"
for i in range(count):
    directory = root if flat else f"{root}/{i // 100000:02}/{i // 1000 % 100:02}"
    if i % 1000 == 0:
        os.makedirs(directory, exist_ok=True)
    with open(f"{directory}/file-{i:07}.dat", "wb") as out:
        out.write(b"x" * (i % 7))
PY
"$here/ketch" --version >/dev/null
export JDK_JAVA_OPTIONS="-Xmx$heap" KETCH_PASSWORD=x
for run in first second; do
  start=$(date +%s.%N)
  /usr/bin/time -f "%M" -o "$work/peak" "$here/ketch" mirror --parallel 8 "ftp://anonymous@127.0.0.1:$port/tree" "$work/down" | tail -1
  end=$(date +%s.%N)
  echo "$run run: $(echo "$end - $start" | bc) s, $(cat "$work/peak") KiB resident at most, heap $heap"
done
python3 - "$work/served/tree" "$work/down" <<'PY'
import os, sys
def tree(root):
    return {os.path.relpath(os.path.join(b, n), root): os.path.getsize(os.path.join(b, n)) for b, _, ns in os.walk(root) for n in ns}
print("the same" if tree(sys.argv[1]) == tree(sys.argv[2]) else "NOT THE SAME")
PY
