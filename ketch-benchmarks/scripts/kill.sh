#!/bin/bash
# kill -9 at random moments during mirrors, down and up: no file under its final name may ever be
# partial or mixed, and running it again must finish. Usage: kill.sh [KILLS]
# Needs: vsftpd as .ci/run unpacks it, python3.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
kills=${1:-200}
servers=${KETCH_SERVERS:-$HOME/.cache/ketch-servers}
work=$(mktemp -d /dev/shm/ketch-kill.XXXXXX)
mkdir "$work/served" "$work/empty"
port=$((20000 + RANDOM % 10000))
cat > "$work/conf" <<CONF
listen=YES
listen_address=127.0.0.1
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
"$servers/usr/sbin/vsftpd" "$work/conf" & daemon=$!
trap 'kill $daemon 2>/dev/null; rm -rf "$work"' EXIT
cat > "$work/tree.py" <<'PY'
"""make DIR VERSION: a tree of 300 small and 6 large files, each VERSION with other bytes.
check DIR A B: every file under a final name in DIR is whole, of the tree A or of the tree B."""
import hashlib, os, random, sys
def files(root):
    for base, _, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(base, name), root)
if sys.argv[1] == "make":
    r = random.Random(sys.argv[3])
    for i in range(306):
        path = f"{sys.argv[2]}/d{i % 7}/f{i:03}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        size = r.randint(3 << 20, 8 << 20) if i < 6 else r.randint(0, 20000)
        with open(path, "wb") as out:
            out.write(r.randbytes(size))
else:
    bad = 0
    for path in files(sys.argv[2]):
        if os.path.basename(path).endswith(".ketch-part"):
            continue
        data = open(f"{sys.argv[2]}/{path}", "rb").read()
        if not any(os.path.exists(f"{t}/{path}") and open(f"{t}/{path}", "rb").read() == data for t in sys.argv[3:]):
            print("NOT WHOLE:", path, len(data))
            bad += 1
    sys.exit(bad > 0)
PY
python3 "$work/tree.py" make "$work/one" 1
python3 "$work/tree.py" make "$work/two" 2
sleep 1
"$here/ketch" --version >/dev/null
url=ftp://127.0.0.1:$port
broken=0 killed=0
for i in $(seq "$kills"); do
  # The tree changes every ten kills: replaced files must be the old or the new ones, never both.
  now=$([ $((i / 10 % 2)) = 0 ] && echo one || echo two)
  if [ $((i % 2)) = 0 ]; then
    target=$work/down
    rm -rf "$work/served/tree"; cp -a "$work/$now" "$work/served/tree"
    "$here/ketch" mirror --delete --limit-rate 20M "$url/tree" "$work/down" >/dev/null 2>&1 & run=$!
  else
    target=$work/served/up
    "$here/ketch" mirror --delete --limit-rate 20M "$work/$now" "$url/up" >/dev/null 2>&1 & run=$!
  fi
  sleep "$(python3 -c 'import random; print(random.uniform(0.15, 2.0))')"
  kill -9 $run 2>/dev/null && killed=$((killed + 1))
  wait $run 2>/dev/null || true
  [ ! -d "$target" ] || python3 "$work/tree.py" check "$target" "$work/one" "$work/two" || broken=$((broken + 1))
done
rm -rf "$work/served/tree"; cp -a "$work/one" "$work/served/tree"
"$here/ketch" mirror --delete "$url/tree" "$work/down" >/dev/null
"$here/ketch" mirror --delete "$work/one" "$url/up" >/dev/null
diff -r "$work/one" "$work/down" && diff -r "$work/one" "$work/served/up" && whole=yes || whole=no
echo "$killed of $kills runs killed while they ran; $broken left a file that was not whole; at the end all the same: $whole"
[ $broken = 0 ] && [ $whole = yes ]
