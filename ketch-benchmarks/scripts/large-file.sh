#!/bin/bash
# One large file from and to vsftpd over loopback, RAM disk to RAM disk: Ketch beside curl and Commons
# Net, whole processes, every program once a round in random order, medians. Usage: large-file.sh [MIB [ROUNDS]]
# Needs: curl, the daemons that .ci/run unpacks, and about three times MIB of room in /dev/shm.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
mib=${1:-1024}
rounds=${2:-5}
work=$(mktemp -d /dev/shm/ketch-bench.XXXXXX)
chmod 755 "$work"
mkdir "$work/local"
mkdir -m 777 "$work/served"
port=$((20000 + RANDOM % 10000))
. "$here/ketch-benchmarks/scripts/servers.sh"
start_server vsftpd 127.0.0.1 $port "$work/served" "$work"
unset KETCH_PASSWORD # anonymous needs none
trap 'stop_server; rm -rf "$work"' EXIT
head -c "${mib}M" /dev/urandom > "$work/served/big"
cp "$work/served/big" "$work/local/big"
url=ftp://127.0.0.1:$port
"$here/ketch" --version >/dev/null
classes=$here/ketch-benchmarks/target/classes
net=$(echo "$HOME"/.m2/repository/commons-net/commons-net/3.13.0/commons-net-3.13.0.jar)
io=$(ls "$HOME"/.m2/repository/commons-io/commons-io/*/commons-io-*.jar 2>/dev/null | tail -1)

run() { # NAME COMMAND…: appends the seconds to a file
  name=$1; shift
  start=$(date +%s.%N)
  "$@" >/dev/null 2>&1 || { echo "$name failed" >&2; exit 1; }
  end=$(date +%s.%N)
  echo "$end - $start" | bc >> "$work/$name.times"
}
check() { cmp "$1" "$2" || exit 1; rm -f "$1"; }

one() { # JOB
  case $1 in
    get-curl) run "$1" curl -s -o "$work/local/c" "$url/big"; check "$work/local/c" "$work/served/big" ;;
    get-ketch) run "$1" "$here/ketch" get -o "$work/local/k" "$url/big"; check "$work/local/k" "$work/served/big" ;;
    put-curl) run "$1" curl -s -T "$work/local/big" "$url/up-c"; check "$work/served/up-c" "$work/served/big" ;;
    put-ketch) run "$1" "$here/ketch" put "$work/local/big" "$url/up-k"; check "$work/served/up-k" "$work/served/big" ;;
    get-commons-net) run "$1" $peer get big "$work/local/n"; check "$work/local/n" "$work/served/big" ;;
    put-commons-net) run "$1" $peer put up-n "$work/local/big"; check "$work/served/up-n" "$work/served/big" ;;
  esac
}
jobs="get-curl get-ketch put-curl put-ketch"
if [ -f "$net" ] && [ -d "$classes" ]; then
  peer="java -cp $classes:$net:$io dev.ketch.benchmarks.CommonsNetPeer 127.0.0.1 $port"
  jobs="$jobs get-commons-net put-commons-net"
fi
# Whoever comes first finds other memory than whoever comes last: a new order each round.
for i in $(seq "$rounds"); do
  for job in $(echo $jobs | tr ' ' '\n' | shuf); do one "$job"; done
done
median() { sort -n "$work/$1.times" | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
least() { sort -n "$work/$1.times" | head -1; }
echo "| $mib MiB, vsftpd, loopback, RAM disk | median s of $rounds | of curl | least s |"
echo "|---|---|---|---|"
for way in get put; do
  curl_s=$(median $way-curl)
  for name in curl ketch commons-net; do
    [ -f "$work/$way-$name.times" ] || continue
    s=$(median $way-$name)
    printf '| %s %s | %.2f | %.2f | %.2f |\n' $way $name "$s" "$(echo "$s / $curl_s" | bc -l)" "$(least $way-$name)"
  done
done
