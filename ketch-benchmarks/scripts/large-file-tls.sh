#!/bin/bash
# One large file with PROT P from and to vsftpd (session reuse required) and ProFTPD over loopback,
# RAM disk to RAM disk: Ketch beside curl, whole processes, every program once a round in random
# order, medians. Usage: large-file-tls.sh [MIB [ROUNDS]]
# Needs: curl, openssl, the daemons that .ci/run unpacks, and five times MIB of room in /dev/shm.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
mib=${1:-512}
rounds=${2:-7}
servers=${KETCH_SERVERS:-$HOME/.cache/ketch-servers}
work=$(mktemp -d /dev/shm/ketch-bench.XXXXXX)
mkdir "$work/served" "$work/empty" "$work/local"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 2 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
cat "$work/key.pem" "$work/cert.pem" > "$work/both.pem"
cat > "$work/vsftpd.conf" <<CONF
listen=YES
listen_address=127.0.0.1
listen_port=2121
background=NO
anonymous_enable=YES
anon_root=$work/served
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
allow_writeable_chroot=YES
secure_chroot_dir=$work/empty
seccomp_sandbox=NO
ftp_username=root
run_as_launching_user=YES
ssl_enable=YES
allow_anon_ssl=YES
force_anon_logins_ssl=YES
force_anon_data_ssl=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
rsa_cert_file=$work/both.pem
CONF
echo "ketch:$(openssl passwd -6 -salt ketchketch pw):$(id -u):$(id -g)::$work/served:/bin/sh" > "$work/users"
chmod 600 "$work/users" "$work/both.pem"
cat > "$work/proftpd.conf" <<CONF
ServerType standalone
DefaultAddress 127.0.0.1
Port 2122
User $(id -un)
Group $(id -gn)
PidFile $work/proftpd.pid
ScoreboardFile $work/proftpd.score
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
ModulePath $servers/usr/lib/proftpd
LoadModule mod_tls.c
TLSEngine on
TLSRequired on
TLSRSACertificateFile $work/both.pem
TLSRSACertificateKeyFile $work/both.pem
TLSProtocol TLSv1.2 TLSv1.3
CONF
"$servers/usr/sbin/vsftpd" "$work/vsftpd.conf" & v=$!
"$servers/usr/sbin/proftpd" -n -q -c "$work/proftpd.conf" & p=$!
trap 'kill $v $p 2>/dev/null; rm -rf "$work"' EXIT
head -c "${mib}M" /dev/urandom > "$work/served/big"
cp "$work/served/big" "$work/local/big"
sleep 1
export KETCH_PASSWORD=pw
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
    *-vsftpd-*) at=localhost:2121; who=anonymous ;;
    *) at=localhost:2122; who=ketch ;;
  esac
  case $1 in
    get-*-curl) run "$1" curl -s --ssl-reqd --cacert "$work/cert.pem" -u $who:pw -o "$work/local/x" "ftp://$at/big" ;;
    get-*-ketch) run "$1" "$here/ketch" get --cacert "$work/cert.pem" -o "$work/local/x" "ftpes://$who@$at/big" ;;
    put-*-curl) run "$1" curl -s --ssl-reqd --cacert "$work/cert.pem" -u $who:pw -T "$work/local/big" "ftp://$at/x" ;;
    put-*-ketch) run "$1" "$here/ketch" put --cacert "$work/cert.pem" "$work/local/big" "ftpes://$who@$at/x" ;;
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
