#!/usr/bin/env bash
# tools/try_bare_machine.sh SUITE FOLDER [TESTS…]: what a newcomer does on a fresh Debian, as root.
#
# Makes a Debian (bookworm or trixie) with python3, pip, git and make in FOLDER by debootstrap, unless it is
# there already, puts a fresh copy of the last commit into it, and runs `make setup`, the web chat until it
# answers, and `make test`: all tests, or those that are named. Nothing of this machine is seen in there but
# how it reaches the network: names, certificates, and its settings of pip, uv and npm where it has some.
# Prints the seconds of each step and the size of what it left.
set -euo pipefail
suite=$1 root=$2
shift 2
cd "$(dirname "$0")/.."

step() { # NAME COMMAND…: run something in there, and say how long it took
  local began=$SECONDS name=$1
  shift
  chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin "${network[@]}" \
    bash -c "cd /root/ips && $*" || { echo "$suite: $name failed after $((SECONDS - began)) s"; exit 1; }
  echo "$suite: $name $((SECONDS - began)) s"
}

if [ ! -x "$root/usr/bin/make" ]; then
  debootstrap --variant=minbase --include=python3,python3-pip,git,make,ca-certificates "$suite" "$root" >/dev/null
fi

for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /etc/pip.conf /etc/uv/uv.toml \
  /etc/npmrc /usr/etc/npmrc /root/.config/pip/pip.conf /root/.config/uv/uv.toml /root/.npmrc; do
  if [ -e "$file" ]; then
    mkdir -p "$root$(dirname "$file")"
    cp -L "$file" "$root$file"
  fi
done
mapfile -t network < <(env | grep -iE '^(PIP|UV|NPM_CONFIG)_|^[a-z]+_proxy=|^(SSL_CERT_FILE|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CI)=')

rm -rf "$root/root/ips"
mkdir -p "$root/root/ips" "$root/dev/shm"
git archive HEAD | tar -x -C "$root/root/ips"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev/shm"
trap 'umount "$root/proc" "$root/dev/shm"' EXIT

step "make setup" make setup
du -sm "$root/root/ips/.venv" "$root/root/ips/.tools" | sed "s/^/$suite: MB /"
step "first answer" ".venv/bin/python -m bot ask 'Hva er IPS?' >/dev/null"
step "make test $*" "make test TESTS='$*'"
