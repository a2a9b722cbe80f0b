# Sourced by the other scripts: starts one of the daemons that .ci/run unpacks.
#
#   start_server KIND IP PORT SERVED WORK [NAMESPACE]
#
# KIND is vsftpd, proftpd, pure-ftpd or pyftpdlib; SERVED is what it serves, WORK a folder for its
# own files. Sets daemon (a process), user and the password KETCH_PASSWORD. stop_server ends it.
# With KETCH_BENCH_TLS=yes vsftpd and proftpd want PROT P; WORK/cert.pem is their certificate.
servers=${KETCH_SERVERS:-$HOME/.cache/ketch-servers}

start_server() {
  kind=$1 server_ip=$2 server_port=$3 served=$4 own=$5 namespace=${6:--}
  mkdir -p "$own/empty"
  user=ketch
  export KETCH_PASSWORD=pw
  printf 'ketch:%s:%s:%s::%s:/bin/sh\n' "$(openssl passwd -6 -salt ketchketch pw)" "$(id -u)" "$(id -g)" "$served" > "$own/users"
  chmod 600 "$own/users"
  tls=${KETCH_BENCH_TLS:-no}
  if [ "$tls" = yes ] && [ ! -f "$own/both.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$own/key.pem" -out "$own/cert.pem" -days 2 \
      -subj "/CN=$server_ip" -addext "subjectAltName=IP:$server_ip" 2>/dev/null
    cat "$own/key.pem" "$own/cert.pem" > "$own/both.pem"
    chmod 600 "$own/both.pem"
  fi
  "start_$kind" &
  daemon=$!
  sleep 1
}

stop_server() {
  pkill -P "$daemon" 2>/dev/null || true
  kill "$daemon" 2>/dev/null || true
}

in_namespace() { if [ "$namespace" = - ]; then exec "$@"; else exec ip netns exec "$namespace" "$@"; fi; }

start_vsftpd() {
  cat > "$own/vsftpd.conf" <<CONF
listen=YES
listen_address=$server_ip
listen_port=$server_port
background=NO
anonymous_enable=YES
anon_root=$served
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
anon_umask=022
allow_writeable_chroot=YES
secure_chroot_dir=$own/empty
seccomp_sandbox=NO
ftp_username=root
run_as_launching_user=YES
mdtm_write=YES
CONF
  [ "$tls" = no ] || cat >> "$own/vsftpd.conf" <<CONF
ssl_enable=YES
allow_anon_ssl=YES
force_anon_logins_ssl=YES
force_anon_data_ssl=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
rsa_cert_file=$own/both.pem
CONF
  in_namespace "$servers/usr/sbin/vsftpd" "$own/vsftpd.conf"
}

start_proftpd() {
  cat > "$own/proftpd.conf" <<CONF
ServerType standalone
DefaultAddress $server_ip
Port $server_port
User $(id -un)
Group $(id -gn)
PidFile $own/pid
ScoreboardFile $own/score
SystemLog none
WtmpLog off
TransferLog none
AuthUserFile $own/users
AuthOrder mod_auth_file.c
RequireValidShell off
RootLogin on
AllowOverwrite on
UseReverseDNS off
DefaultRoot ~
MaxInstances 100
CONF
  [ "$tls" = no ] || cat >> "$own/proftpd.conf" <<CONF
ModulePath $servers/usr/lib/proftpd
LoadModule mod_tls.c
TLSEngine on
TLSRequired on
TLSRSACertificateFile $own/both.pem
TLSRSACertificateKeyFile $own/both.pem
TLSProtocol TLSv1.2 TLSv1.3
CONF
  in_namespace "$servers/usr/sbin/proftpd" -n -q -c "$own/proftpd.conf"
}

start_pure-ftpd() {
  sed -i "s/:$(id -u):$(id -g)::\(.*\):\/bin\/sh/:65534:65534::\1\/.\/::::::::::::/" "$own/users"
  "$servers/usr/bin/pure-pw" mkdb "$own/pdb" -f "$own/users"
  chown 65534:65534 "$served"
  in_namespace "$servers/usr/sbin/pure-ftpd" -S "$server_ip,$server_port" -l "puredb:$own/pdb" -E -c 100 -C 100 -H -g "$own/pid" -L 2000000:50 -p 40000:60000
}

start_pyftpdlib() {
  cat > "$own/server.py" <<'PY'
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
a = DummyAuthorizer()
a.add_user("ketch", "pw", sys.argv[3], perm="elradfmwMT")
FTPHandler.authorizer = a
FTPServer((sys.argv[1], int(sys.argv[2])), FTPHandler).serve_forever()
PY
  in_namespace /usr/bin/python3 "$own/server.py" "$server_ip" "$server_port" "$served" 2>/dev/null
}
