#!/bin/bash
# Trees of small files over a link with latency: Ketch beside lftp, whole processes, on one server.
# Usage: small-files.sh SERVER CLIENT_NS SERVER_NS SERVER_IP [ROUNDS [SESSIONS]]
#   SERVER: vsftpd, proftpd, pure-ftpd or pyftpdlib; the namespaces: two network namespaces joined by
#   the link to measure ("-" for both and 127.0.0.1 measures loopback).
# KETCH_BENCH_TLS=yes: with PROT P, from and to vsftpd (session reuse required) or proftpd.
# Needs: lftp, the daemons that .ci/run unpacks.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
kind=$1 client=$2 server=$3 ip=$4 rounds=${5:-3} sessions=${6:-8}
work=$(mktemp -d /dev/shm/ketch-small.XXXXXX)
chmod 755 "$work"
mkdir -m 777 "$work/served"
port=$((20000 + RANDOM % 10000))
at_client() { if [ "$client" = - ]; then "$@"; else ip netns exec "$client" "$@"; fi; }
python3 - "$work/tree" <<'PY'
import os, random, sys
random.seed(7)
for d in range(20):
    os.makedirs(f"{sys.argv[1]}/dir{d:02}")
    for f in range(100):
        with open(f"{sys.argv[1]}/dir{d:02}/file{f:03}.dat", "wb") as out:
            out.write(random.randbytes(random.randint(200, 8192)))
PY
. "$here/ketch-benchmarks/scripts/servers.sh"
start_server "$kind" "$ip" $port "$work/served" "$work" "$server"
trap 'stop_server; rm -rf "$work"' EXIT
[ "$kind" != vsftpd ] || user=anonymous
owner() { [ "$kind" != pure-ftpd ] || chown -R 65534:65534 "$work/served"; }
url=ftp://$user@$ip:$port
ssl="set ftp:ssl-allow no" trust=()
if [ "${KETCH_BENCH_TLS:-no}" = yes ]; then
  url=ftpes://$user@$ip:$port trust=(--cacert "$work/cert.pem")
  ssl="set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:ca-file $work/cert.pem"
fi
"$here/ketch" --version >/dev/null
lftp_set="set net:idle 60; set ftp:sync-mode off; set mirror:parallel-directories yes; set ftp:use-mdtm off; set ftp:use-size off; set net:connection-limit $sessions; $ssl; set xfer:clobber on"

timed() { # NAME COMMAND…
  name=$1; shift
  start=$(date +%s.%N)
  at_client "$@" >"$work/out" 2>&1 </dev/null || { echo "$name failed:" >&2; tail -3 "$work/out" >&2; }
  end=$(date +%s.%N)
  echo "$end - $start" | bc >> "$work/$name.times"
}
down() { rm -rf "$work/down"; timed "down-$1" "${@:2}"; diff -r "$work/tree" "$work/down" >/dev/null || echo "down-$1 is not whole" >&2; }
up() { rm -rf "$work/served/up"; timed "up-$1" "${@:2}"; diff -r "$work/tree" "$work/served/up" >/dev/null || echo "up-$1 is not whole" >&2; }
one() {
  case $1 in
    down-ketch) down ketch "$here/ketch" mirror "${trust[@]}" --parallel "$sessions" "$url/tree" "$work/down" ;;
    down-default) down default "$here/ketch" mirror "${trust[@]}" "$url/tree" "$work/down" ;;
    down-lftp) down lftp lftp -c "$lftp_set; open -u $user,pw ftp://$ip:$port; mirror -P $sessions tree $work/down" ;;
    up-ketch) up ketch "$here/ketch" mirror "${trust[@]}" --parallel "$sessions" "$work/tree" "$url/up" ;;
    up-default) up default "$here/ketch" mirror "${trust[@]}" "$work/tree" "$url/up" ;;
    up-lftp) up lftp lftp -c "$lftp_set; open -u $user,pw ftp://$ip:$port; mirror -R -P $sessions $work/tree up" ;;
  esac
}
cp -a "$work/tree" "$work/served/tree"
owner
jobs=${JOBS:-"down-ketch down-default down-lftp up-ketch up-default up-lftp"}
for i in $(seq "$rounds"); do
  for job in $(echo $jobs | tr ' ' '\n' | shuf); do one "$job"; owner; done
done
median() { sort -n "$work/$1.times" | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
for way in down up; do
  lftp_s=$([ -f "$work/$way-lftp.times" ] && median $way-lftp || echo 0)
  for name in lftp ketch default; do
    [ -f "$work/$way-$name.times" ] || continue
    s=$(median $way-$name)
    ratio=$([ "$lftp_s" = 0 ] && echo - || printf '%.2f' "$(echo "$s / $lftp_s" | bc -l)")
    printf '| %s | %s | %s | %.2f | %s |\n' "$kind" $way $name "$s" "$ratio"
  done
done
