#!/bin/sh
# Bookworm, and not the current stable release: its JDK is 17, the one that builds and tests the jars. Trixie has none
# of that version, and jlink takes the modules of its own version alone.
#
# Makes, from Debian packages, what the images are built of: base.sh ARCHITECTURE DIRECTORY leaves there
#   base-ARCHITECTURE.tar  glibc and what the JVM links besides, for jib: -Djib.from.image=tar://...
#   jmods-ARCHITECTURE/    the JDK's modules, for jlink
# Neither root nor that architecture is needed. SUITE, MIRROR and SECURITY_MIRROR choose the packages; with those of
# snapshot.debian.org and one date the result is the same years later.
set -eu
architecture=$1
mkdir -p "$2"
directory=$(cd "$2" && pwd)
suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
security=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs" "$work/image"

# An apt of its own: the machine's sources, architectures and state stay as they are.
# An index of the past is past its date, and only there wanted.
case $mirror$security in *snapshot.debian.org*) dated=false ;; *) dated=true ;; esac
signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
cat >"$work/sources.list" <<END
deb $signed $mirror $suite main
deb $signed $security $suite-security main
END
cat >"$work/apt.conf" <<END
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Check-Valid-Until "$dated";
Dir::State "$work";
Dir::State::status "/dev/null";
Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "/dev/null";
END
export APT_CONFIG="$work/apt.conf"
apt-get -q update
(cd "$work/debs" && apt-get -q download base-files libc6 libc-bin gcc-12-base libgcc-s1 libstdc++6 zlib1g openjdk-17-jdk-headless)

rm -rf "$directory/jmods-$architecture"
mkdir "$directory/jmods-$architecture"
dpkg-deb --fsys-tarfile "$work"/debs/openjdk-17-jdk-headless_*.deb |
  tar -x -C "$directory/jmods-$architecture" --wildcards --strip-components=6 './usr/lib/jvm/*/jmods/*'
rm "$work"/debs/openjdk-17-jdk-headless_*.deb

root=$work/root
all=$work/all
mkdir -p "$all" "$root/var/lib/dpkg/status.d"
for deb in "$work"/debs/*.deb; do
  dpkg-deb --extract "$deb" "$all"
  # What scanners of vulnerabilities read.
  dpkg-deb --field "$deb" >"$root/var/lib/dpkg/status.d/$(dpkg-deb --field "$deb" Package)"
done
rm -rf "$all"/usr/lib/*/gconv "$all"/usr/lib/*/audit
find "$all/usr/share/doc" -type f ! -name copyright -delete
(cd "$all" && cp -a --parents lib* usr/lib/*-linux-gnu usr/lib/locale/C.utf8 usr/share/doc "$root"
  # Scanners of vulnerabilities match the packages by the release.
  cp -a --parents etc/os-release usr/lib/os-release etc/debian_version "$root")
mkdir -p "$root/etc" "$root/dev" "$root/proc" "$root/sys" "$root/tmp"
cat >"$root/etc/passwd" <<END
root:x:0:0:root:/root:/sbin/nologin
nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin
END
cat >"$root/etc/group" <<END
root:x:0:
nonroot:x:65532:
END
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod -R u=rwX,go=rX "$root"
chmod 1777 "$root/tmp"

pack() {
  tar --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner "$@"
}
pack -C "$root" -cf "$work/image/layer.tar" .
diff_id=$(sha256sum <"$work/image/layer.tar" | cut -d' ' -f1)
cat >"$work/image/config.json" <<END
{"architecture":"$architecture","os":"linux","created":"1970-01-01T00:00:00Z","config":{},
"rootfs":{"type":"layers","diff_ids":["sha256:$diff_id"]},
"history":[{"created":"1970-01-01T00:00:00Z","created_by":"base.sh $suite"}]}
END
echo '[{"Config":"config.json","RepoTags":null,"Layers":["layer.tar"]}]' >"$work/image/manifest.json"
pack -C "$work/image" -cf "$directory/base-$architecture.tar" manifest.json config.json layer.tar
ls "$work/debs"
sha256sum "$directory/base-$architecture.tar"
