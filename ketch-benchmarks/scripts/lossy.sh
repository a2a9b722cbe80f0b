#!/bin/bash
# One large file over a link with latency and loss: Ketch's segments beside lftp, aria2c and curl.
# Usage: lossy.sh CLIENT_NS SERVER_NS SERVER_IP [MIB]
#   the namespaces: two network namespaces joined by the link to measure.
# Needs: lftp, aria2c, curl, vsftpd as .ci/run unpacks it, and three times MIB of room in /dev/shm.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
client=$1 server=$2 ip=$3 mib=${4:-1024}
work=$(mktemp -d /dev/shm/ketch-lossy.XXXXXX)
mkdir -p "$work/served/tree" "$work/out"
port=$((20000 + RANDOM % 10000))
. "$here/ketch-benchmarks/scripts/servers.sh"
start_server vsftpd "$ip" $port "$work/served" "$work" "$server"
trap 'stop_server; rm -rf "$work"' EXIT
head -c "${mib}M" /dev/urandom > "$work/served/tree/big"
url=ftp://anonymous@$ip:$port
"$here/ketch" --version >/dev/null
run() { # NAME COMMAND…
  name=$1; shift
  rm -rf "$work/out"; mkdir "$work/out"
  start=$(date +%s.%N)
  ip netns exec "$client" "$@" >"$work/log" 2>&1 </dev/null || { echo "$name failed:"; tail -3 "$work/log"; }
  end=$(date +%s.%N)
  cmp "$work/served/tree/big" "$work/out/big" && echo "| $name | $(echo "$end - $start" | bc) |"
}
run "ketch mirror" "$here/ketch" mirror "$url/tree" "$work/out"
run "ketch mirror --segments 8 --parallel 8" "$here/ketch" mirror --segments 8 --parallel 8 "$url/tree" "$work/out"
run "lftp pget -n 8" lftp -c "open -u anonymous,x ftp://$ip:$port; pget -n 8 tree/big -o $work/out/big"
run "aria2c -x 8" aria2c -q -x 8 -s 8 -k 1M -d "$work/out" -o big "ftp://$ip:$port/tree/big"
[ -n "${SKIP_CURL:-}" ] || run "curl" curl -s -o "$work/out/big" "ftp://$ip:$port/tree/big"
