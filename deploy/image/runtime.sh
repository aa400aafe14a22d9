#!/bin/sh
# What an image holds beside its base: runtime.sh ARCHITECTURE BASE-DIRECTORY JAR MODULES JDK
# leaves in image/ beside the jar a Java runtime of these modules, the jar, its jvm.options and an archive of the classes
# of its classes.list, which classes.sh writes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
architecture=$1 base=$2 jar=$(basename "$3") modules=$4 jdk=$5
cd "$(dirname "$3")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Offline from then on.
[ -e "$base/base-$architecture.tar" ] && [ -e "$base/jmods-$architecture" ] || sh "$here/base.sh" "$architecture" "$base"

rm -rf image
mkdir -p image/app
"$jdk/bin/jlink" --module-path "$base/jmods-$architecture" --add-modules "$modules" \
  --output image/java --compress=0 --strip-java-debug-attributes --no-header-files --no-man-pages
cp "$jar" ../jvm.options image/app
cd image/app
# The archive knows the jar by its size and its time, which is the one that jib sets.
touch -d @1 "$jar"

# Two builds give the same archive: the addresses are the same each time (setarch), hash codes are constant (2), nothing
# is collected, and one processor interprets, on which a thread runs until it waits (chrt). Which thread of the JVM is
# first would change the archive otherwise.
processor=$(taskset -cp $$ | sed 's/.*: //; s/[,-].*//')
run="chrt -f 1 taskset -c $processor setarch -R"
$run true || {
  echo "In a container, allow constant addresses and real-time scheduling by --security-opt seccomp=unconfined" \
    "--cap-add SYS_NICE: the archive of classes would be another one at each build without them." >&2
  exit 1
}
if [ "$architecture" != "$(dpkg --print-architecture)" ]; then
  tar -xOf "$base/base-$architecture.tar" layer.tar | tar -x -C "$work"
  case $architecture in
    amd64) run="$run qemu-x86_64-static -L $work" ;;
    arm64) run="$run qemu-aarch64-static -L $work" ;;
  esac
fi
env -i $run ../java/bin/java @jvm.options -Xshare:dump -Xint -Xms1g -XX:MaxNewSize=800m -XX:NewSize=800m \
  -XX:MaxMetaspaceSize=1g -XX:MetaspaceSize=1g -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 \
  -XX:SharedClassListFile=../../../classes.list -XX:SharedArchiveFile=classes.jsa -cp "$jar" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}
