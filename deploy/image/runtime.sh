#!/bin/sh
# What an image holds beside its base: runtime.sh ARCHITECTURE BASE-DIRECTORY JAR MODULES JDK READY ARGUMENT...
# leaves in image/ beside the jar a Java runtime of these modules, the jar, its jvm.options and an archive of the classes
# that are loaded until the program has logged READY and was scraped; the arguments are the program's.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
architecture=$1 base=$2 jar=$(basename "$3") modules=$4 jdk=$5 ready=$6
cd "$(dirname "$3")"
shift 6
work=$(mktemp -d)
pid=
: >"$work/log"
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT

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

run='setarch -R'
setarch -R true || {
  echo "the addresses of the archive have to be the same each time: in a container allow that by --security-opt seccomp=unconfined" >&2
  exit 1
}
if [ "$architecture" != "$(dpkg --print-architecture)" ]; then
  tar -xOf "$base/base-$architecture.tar" layer.tar | tar -x -C "$work"
  case $architecture in
    amd64) run="qemu-x86_64-static -L $work" ;;
    arm64) run="qemu-aarch64-static -L $work" ;;
  esac
fi
run="$run ../java/bin/java @jvm.options"

# Of the machine's environment nothing, its cluster least of all. Port 0 would not be known here.
port=$((20000 + $$ % 10000))
echo '{"current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "x"}}],
  "clusters": [{"name": "x", "cluster": {"server": "https://127.0.0.1:1"}}]}' >"$work/kubeconfig"
env -i KUBECONFIG="$work/kubeconfig" METRICS_PORT=$port REGISTRY_EXPORTER_WEB_LISTEN_ADDRESS=127.0.0.1:$port \
  timeout 300 $run -Xshare:off -XX:DumpLoadedClassList="$work/classes" -jar "$jar" "$@" >"$work/log" 2>&1 &
pid=$!
until grep -q -e "$ready" "$work/log" && curl -sf --compressed -o "$work/answer" "http://127.0.0.1:$port/metrics"; do
  kill -0 "$pid" || { cat "$work/log" >&2; exit 1; }
  sleep 0.2
done
kill "$pid"
wait "$pid" || true
pid=
LC_ALL=C sort -u -o "$work/classes" "$work/classes"

# Twice the same: the list is sorted, hash codes are constant (2), addresses too (setarch), one processor interprets and
# never collects, and what the order of the JVM's threads still decides is put to the vote of three equal archives. By
# qemu addresses are constant anyway.
processor=$(taskset -cp $$ | sed 's/.*: //; s/[,-].*//')
votes=0
dumps=0
while [ "$votes" -lt 3 ]; do
  dumps=$((dumps + 1))
  [ "$dumps" -le 20 ] || { echo "of 20 archives of classes no three are equal: run it again" >&2; exit 1; }
  rm -f classes.jsa
  env -i taskset -c "$processor" $run -Xshare:dump -Xint -Xms1g -XX:MaxNewSize=800m -XX:NewSize=800m \
    -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -XX:SharedClassListFile="$work/classes" \
    -XX:SharedArchiveFile=classes.jsa -cp "$jar" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  sum=$(sha256sum classes.jsa)
  echo "$sum" >>"$work/sums"
  votes=$(grep -cF "$sum" "$work/sums")
done
