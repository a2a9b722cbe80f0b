#!/bin/bash
# One large file with PROT P from and to vsftpd (session reuse required) and ProFTPD over loopback,
# RAM disk to RAM disk: Ketch beside curl, whole processes, every program once a round in random
# order, medians. Usage: large-file-tls.sh [MIB [ROUNDS]]
# Needs: curl, openssl, the daemons that .ci/run unpacks, and five times MIB of room in /dev/shm.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
mib=${1:-512}
rounds=${2:-7}
export KETCH_BENCH_TLS=yes
work=$(mktemp -d /dev/shm/ketch-bench.XXXXXX)
mkdir "$work/served" "$work/local" "$work/vsftpd" "$work/proftpd"
. "$here/ketch-benchmarks/scripts/servers.sh"
port=$((20000 + RANDOM % 10000))
start_server vsftpd 127.0.0.1 $port "$work/served" "$work/vsftpd"
v=$daemon
start_server proftpd 127.0.0.1 $((port + 1)) "$work/served" "$work/proftpd"
trap 'stop_server; daemon=$v; stop_server; rm -rf "$work"' EXIT
head -c "${mib}M" /dev/urandom > "$work/served/big"
cp "$work/served/big" "$work/local/big"
"$here/ketch" --version >/dev/null

run() { # NAME COMMAND…: appends the seconds to a file
  name=$1; shift
  start=$(date +%s.%N)
  "$@" >/dev/null 2>"$work/err" || { echo "$name failed" >&2; cat "$work/err" >&2; exit 1; }
  end=$(date +%s.%N)
  echo "$end - $start" | bc >> "$work/$name.times"
}
check() { cmp "$1" "$2" || exit 1; rm -f "$1"; }
one() { # WAY-SERVER-PROGRAM
  case $1 in
    *-vsftpd-*) at=127.0.0.1:$port; who=anonymous; ca=$work/vsftpd/cert.pem ;;
    *) at=127.0.0.1:$((port + 1)); who=ketch; ca=$work/proftpd/cert.pem ;;
  esac
  case $1 in
    get-*-curl) run "$1" curl -s --ssl-reqd --cacert "$ca" -u $who:pw -o "$work/local/x" "ftp://$at/big" ;;
    get-*-ketch) run "$1" "$here/ketch" get --cacert "$ca" -o "$work/local/x" "ftpes://$who@$at/big" ;;
    put-*-curl) run "$1" curl -s --ssl-reqd --cacert "$ca" -u $who:pw -T "$work/local/big" "ftp://$at/x" ;;
    put-*-ketch) run "$1" "$here/ketch" put --cacert "$ca" "$work/local/big" "ftpes://$who@$at/x" ;;
  esac
  case $1 in get-*) check "$work/local/x" "$work/served/big" ;; *) check "$work/served/x" "$work/local/big" ;; esac
}
jobs=$(for way in get put; do for server in vsftpd proftpd; do for with in curl ketch; do
  echo $way-$server-$with; done; done; done)
for i in $(seq "$rounds"); do
  for job in $(echo "$jobs" | shuf); do one "$job"; done
done
median() { sort -n "$work/$1.times" | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
least() { sort -n "$work/$1.times" | head -1; }
echo "| $mib MiB, PROT P, loopback, RAM disk | curl s (least) | ketch s (least) | ketch/curl |"
echo "|---|---|---|---|"
for way in get put; do for server in vsftpd proftpd; do
  c=$(median $way-$server-curl); k=$(median $way-$server-ketch)
  printf '| %s, %s | %.2f (%.2f) | %.2f (%.2f) | %.2f |\n' $way $server "$c" "$(least $way-$server-curl)" \
    "$k" "$(least $way-$server-ketch)" "$(echo "$k / $c" | bc -l)"
done; done
