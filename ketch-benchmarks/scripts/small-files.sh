#!/bin/bash
# Trees of small files over a link with latency: Ketch beside lftp, whole processes, on one server.
# Usage: small-files.sh SERVER CLIENT_NS SERVER_NS SERVER_IP [ROUNDS [SESSIONS]]
#   SERVER: vsftpd, proftpd, pure-ftpd or pyftpdlib; the namespaces: two network namespaces joined by
#   the link to measure ("-" for both and 127.0.0.1 measures loopback).
# Needs: lftp, the daemons that .ci/run unpacks.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
kind=$1 client=$2 server=$3 ip=$4 rounds=${5:-3} sessions=${6:-8}
servers=${KETCH_SERVERS:-$HOME/.cache/ketch-servers}
work=$(mktemp -d /dev/shm/ketch-small.XXXXXX)
chmod 755 "$work"
mkdir -m 777 "$work/served" "$work/empty"
port=$((20000 + RANDOM % 10000))
at_client() { if [ "$client" = - ]; then "$@"; else ip netns exec "$client" "$@"; fi; }
at_server() { if [ "$server" = - ]; then exec "$@"; else exec ip netns exec "$server" "$@"; fi; }
python3 - "$work/tree" <<'PY'
import os, random, sys
random.seed(7)
for d in range(20):
    os.makedirs(f"{sys.argv[1]}/dir{d:02}")
    for f in range(100):
        with open(f"{sys.argv[1]}/dir{d:02}/file{f:03}.dat", "wb") as out:
            out.write(random.randbytes(random.randint(200, 8192)))
PY
user=ketch
printf 'ketch:%s:%s:%s::%s:/bin/sh\n' "$(openssl passwd -6 -salt ketchketch pw)" "$(id -u)" "$(id -g)" "$work/served" > "$work/users"
chmod 600 "$work/users"
case $kind in
  vsftpd)
    user=anonymous
    cat > "$work/conf" <<CONF
listen=YES
listen_address=$ip
listen_port=$port
background=NO
anonymous_enable=YES
anon_root=$work/served
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
anon_umask=022
allow_writeable_chroot=YES
secure_chroot_dir=$work/empty
seccomp_sandbox=NO
ftp_username=root
run_as_launching_user=YES
mdtm_write=YES
CONF
    at_server "$servers/usr/sbin/vsftpd" "$work/conf" & ;;
  proftpd)
    cat > "$work/conf" <<CONF
ServerType standalone
DefaultAddress $ip
Port $port
User $(id -un)
Group $(id -gn)
PidFile $work/pid
ScoreboardFile $work/score
SystemLog none
WtmpLog off
TransferLog none
AuthUserFile $work/users
AuthOrder mod_auth_file.c
RequireValidShell off
RootLogin on
AllowOverwrite on
UseReverseDNS off
DefaultRoot ~
MaxInstances 100
CONF
    at_server "$servers/usr/sbin/proftpd" -n -q -c "$work/conf" & ;;
  pure-ftpd)
    sed -i "s/:$(id -u):$(id -g)::\(.*\):\/bin\/sh/:65534:65534::\1\/.\/::::::::::::/" "$work/users"
    "$servers/usr/bin/pure-pw" mkdb "$work/pdb" -f "$work/users"
    chown 65534:65534 "$work/served"
    at_server "$servers/usr/sbin/pure-ftpd" -S "$ip,$port" -l "puredb:$work/pdb" -E -c 100 -C 100 -H -g "$work/pid" -L 20000:50 -p 40000:60000 & ;;
  pyftpdlib)
    cat > "$work/server.py" <<'PY'
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
a = DummyAuthorizer()
a.add_user("ketch", "pw", sys.argv[3], perm="elradfmwMT")
FTPHandler.authorizer = a
FTPServer((sys.argv[1], int(sys.argv[2])), FTPHandler).serve_forever()
PY
    at_server /usr/bin/python3 "$work/server.py" "$ip" $port "$work/served" 2>/dev/null & ;;
esac
daemon=$!
trap 'kill $daemon 2>/dev/null; pkill -P $daemon 2>/dev/null; rm -rf "$work"' EXIT
sleep 1
owner() { [ "$kind" != pure-ftpd ] || chown -R 65534:65534 "$work/served"; }
export KETCH_PASSWORD=pw
url=ftp://$user@$ip:$port
"$here/ketch" --version >/dev/null
lftp_set="set net:idle 60; set ftp:sync-mode off; set mirror:parallel-directories yes; set ftp:use-mdtm off; set ftp:use-size off; set net:connection-limit $sessions; set ftp:ssl-allow no; set xfer:clobber on"

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
    down-ketch) down ketch "$here/ketch" mirror --parallel "$sessions" "$url/tree" "$work/down" ;;
    down-default) down default "$here/ketch" mirror "$url/tree" "$work/down" ;;
    down-lftp) down lftp lftp -c "$lftp_set; open -u $user,pw ftp://$ip:$port; mirror -P $sessions tree $work/down" ;;
    up-ketch) up ketch "$here/ketch" mirror --parallel "$sessions" "$work/tree" "$url/up" ;;
    up-default) up default "$here/ketch" mirror "$work/tree" "$url/up" ;;
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
