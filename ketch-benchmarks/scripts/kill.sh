#!/bin/bash
# What is left when a mirror is stopped at a random moment, down and up in turn: no file under its
# final name may ever be partial or mixed, and running it again must finish.
# Usage: kill.sh [TIMES [HOW]]
#   HOW: client (TERM, INT, HUP and KILL to ketch in turn, half of the runs with --limit-rate; the run
#   that follows each says how much it did not have to send again), twice (kill -9 of ketch, while a second ketch does the same job: the files
#   are looked at while that one goes on), server (kill -9 of the server, which comes back a second later),
#   cable (the link is cut, and mended a second later; needs root and two network namespaces joined
#   by a link: KETCH_CLIENT_NS, KETCH_SERVER_NS, KETCH_SERVER_IP, KETCH_SERVER_LINK) or disk (a target
#   disk too small for the tree; needs root).
# Needs: vsftpd as .ci/run unpacks it, python3.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
times=${1:-200} how=${2:-client}
client_ns=- server_ns=- ip=127.0.0.1
if [ "$how" = cable ]; then
  client_ns=$KETCH_CLIENT_NS server_ns=$KETCH_SERVER_NS ip=$KETCH_SERVER_IP
fi
work=$(mktemp -d /dev/shm/ketch-kill.XXXXXX)
mkdir "$work/served"
port=$((20000 + RANDOM % 10000))
. "$here/ketch-benchmarks/scripts/servers.sh"
start() { start_server vsftpd "$ip" $port "$work/served" "$work" "$server_ns"; }
start
clean() { stop_server; umount "$work/disk" 2>/dev/null || true; rm -rf "$work"; }
trap clean EXIT
cat > "$work/tree.py" <<'PY'
"""make DIR VERSION: a tree of 300 small and 7 large files, each VERSION with other bytes.
check DIR A B: every file under a final name in DIR is whole, of the tree A or of the tree B.
there DIR A: how many bytes of the tree A are in DIR, under final names and in parts."""
import os, random, sys
def files(root):
    for base, _, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(base, name), root)
if sys.argv[1] == "make":
    r = random.Random(sys.argv[3])
    for i in range(307):
        path = f"{sys.argv[2]}/d{i % 7}/f{i:03}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        # One of them is so large that several sessions fetch it.
        size = (40 << 20) + int(sys.argv[3]) if i == 0 else r.randint(3 << 20, 8 << 20) if i < 7 else r.randint(0, 20000)
        with open(path, "wb") as out:
            out.write(r.randbytes(size))
elif sys.argv[1] == "there":
    total = 0
    for path in files(sys.argv[2]):
        name = os.path.basename(path)
        try:
            have = os.stat(f"{sys.argv[2]}/{path}")
            if name.endswith(".ketch-part"):
                # A part in pieces is longer than what is in it; what is not written takes no room.
                total += min(have.st_size, have.st_blocks * 512)
                continue
            want = os.stat(f"{sys.argv[3]}/{path}")
            if (want.st_size, int(want.st_mtime)) == (have.st_size, int(have.st_mtime)):
                total += have.st_size
        except FileNotFoundError:
            continue
    print(total)
else:
    bad = 0
    for path in files(sys.argv[2]):
        if os.path.basename(path).endswith(".ketch-part"):
            continue
        try:
            data = open(f"{sys.argv[2]}/{path}", "rb").read()
        except FileNotFoundError:
            continue  # Removed by a run that is still going on.
        if not any(os.path.exists(f"{t}/{path}") and open(f"{t}/{path}", "rb").read() == data for t in sys.argv[3:]):
            print("NOT WHOLE:", path, len(data))
            bad += 1
    sys.exit(bad > 0)
PY
python3 "$work/tree.py" make "$work/one" 1
python3 "$work/tree.py" make "$work/two" 2
"$here/ketch" --version >/dev/null
url=ftp://anonymous@$ip:$port
unset KETCH_PASSWORD
export KETCH_PASSWORD=x
# A shell lets what it starts in the background ignore INT.
ketch() { if [ "$client_ns" = - ]; then exec env --default-signal=INT "$here/ketch" "$@"; else exec ip netns exec "$client_ns" "$here/ketch" "$@"; fi; }
down=$work/down
if [ "$how" = disk ]; then
  mkdir "$work/disk"; mount -t tmpfs -o size=60m tmpfs "$work/disk"
  down=$work/disk/down
fi
pause() { sleep "$(python3 -c "import random; print(random.uniform($1, $2))")"; }
check() { [ ! -d "$target" ] || python3 "$work/tree.py" check "$target" "$work/one" "$work/two" || broken=$((broken + 1)); }
there() { if [ -d "$target" ]; then python3 "$work/tree.py" there "$target" "$work/$now"; else echo 0; fi; }
broken=0 stopped=0 signal=KILL limit=(--limit-rate 25M)
signals=(TERM INT HUP KILL)
declare -A codes came spared
# What had come when the signal went out, and what the next run did not send again of that.
again() {
  local had=$1 whole bytes
  whole=$(find "$work/$now" -type f -printf '%s\n' | paste -sd+ | bc)
  bytes=$( (ketch mirror --delete=all --json "${job[@]}") | tail -1 | sed 's/.*"bytes":\([0-9]*\).*/\1/')
  came[$signal]=$((${came[$signal]:-0} + had))
  spared[$signal]=$((${spared[$signal]:-0} + whole - bytes))
  check
}
for i in $(seq "$times"); do
  # The tree changes every time: replaced files must be the old or the new ones, never both.
  now=$([ $((i / 2 % 2)) = 0 ] && echo one || echo two)
  if [ $((i % 2)) = 0 ] || [ "$how" = disk ]; then
    target=$down
    rm -rf "$work/served/tree"; cp -a "$work/$now" "$work/served/tree"
    job=("$url/tree" "$down")
  else
    target=$work/served/up
    job=("$work/$now" "$url/up")
  fi
  if [ "$how" = client ]; then
    signal=${signals[$((i / 2 % 4))]}
    [ $((i / 8 % 2)) = 0 ] && limit=(--limit-rate 25M) || limit=()
  fi
  ketch mirror --delete=all --timeout 3 "${limit[@]}" "${job[@]}" >/dev/null 2>&1 & run=$!
  other=
  if [ "$how" = twice ]; then
    pause 0 1
    ketch mirror --delete=all --timeout 3 --limit-rate 25M "${job[@]}" >/dev/null 2>&1 & other=$!
    # Either may be the one to go.
    [ $((RANDOM % 2)) = 0 ] || { swap=$run; run=$other; other=$swap; }
  fi
  [ "$how" = disk ] || pause 0.15 "$([ ${#limit[@]} = 0 ] && echo 1 || echo 2.5)"
  kill -0 $run 2>/dev/null && stopped=$((stopped + 1))
  case $how in
    client) # It stands still while its bytes are counted.
      kill -STOP $run 2>/dev/null || true
      had=$(there)
      kill -$signal $run 2>/dev/null || true
      kill -CONT $run 2>/dev/null || true ;;
    twice) kill -9 $run 2>/dev/null || true ;;
    server) { pkill -9 -f "$work/vsftpd.conf"; wait "$daemon"; } 2>/dev/null || true; sleep 1; start ;;
    cable) ip netns exec "$server_ns" ip link set "$KETCH_SERVER_LINK" down; sleep 1
      ip netns exec "$server_ns" ip link set "$KETCH_SERVER_LINK" up ;;
  esac
  code=0; wait $run 2>/dev/null || code=$?
  codes[$code]=$((${codes[$code]:-0} + 1))
  check
  [ "$how" != client ] || again "$had"
  [ -z "$other" ] || { wait "$other" 2>/dev/null || true; check; }
  if [ "$how" = disk ] && [ -n "$(find "$target" -name '*.ketch-part' 2>/dev/null)" ]; then
    echo "a part was left on the full disk"; broken=$((broken + 1))
  fi
done
[ "$how" = disk ] && umount "$work/disk"
rm -rf "$work/served/tree"; cp -a "$work/one" "$work/served/tree"
(ketch mirror --delete=all "$url/tree" "$down") >/dev/null
(ketch mirror --delete=all "$work/one" "$url/up") >/dev/null
diff -r "$work/one" "$down" && diff -r "$work/one" "$work/served/up" && whole=yes || whole=no
echo "$how: $stopped of $times runs were running when it happened; exit codes:$(for c in "${!codes[@]}"; do printf ' %s×%s' "$c" "${codes[$c]}"; done); $broken left a file that was not whole; at the end all the same: $whole"
if [ "$how" = client ]; then
  share() { [ "$1" = 0 ] && echo - || echo "$((1000 * $2 / $1 / 10)).$((1000 * $2 / $1 % 10)) %"; }
  a=0 b=0
  for s in TERM INT HUP; do a=$((a + ${came[$s]:-0})) b=$((b + ${spared[$s]:-0})); done
  echo "client: of what had come the next run did not send again: $(share $a $b) after TERM, INT and HUP ($(for s in TERM INT HUP; do printf '%s %s, ' $s "$(share "${came[$s]:-0}" "${spared[$s]:-0}")"; done | sed 's/, $//')); $(share "${came[KILL]:-0}" "${spared[KILL]:-0}") after KILL"
  [ $((10 * b)) -ge $((9 * a)) ] || broken=$((broken + 1))
fi
[ $broken = 0 ] && [ $whole = yes ]
