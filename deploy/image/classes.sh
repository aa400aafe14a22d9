#!/bin/sh
# Writes the lists of the classes that the archives of the images hold: exporter/classes.list and operator/classes.list.
# classes.sh, on a JDK 17, after ./mvnw package: each program runs until it was ready and has answered a scrape. The
# exporter's report runs once as well, because people run it in the container. The lists are sources, because two runs do
# not load quite the same classes. Run this again when libraries or the JDK change much; ImageIT fails when an image loads
# too few of its classes from the archive.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT
# Of the machine's environment nothing, its cluster least of all. Port 0 would not be known here.
port=$((20000 + $$ % 10000))
echo '{"current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "x"}}],
  "clusters": [{"name": "x", "cluster": {"server": "https://127.0.0.1:1"}}]}' >"$work/kubeconfig"

# list MODULE JAR READY ARGUMENT...
list() {
  module=$1 jar=$2 ready=$3
  shift 3
  : >"$work/log"
  env -i KUBECONFIG="$work/kubeconfig" METRICS_PORT=$port REGISTRY_EXPORTER_WEB_LISTEN_ADDRESS=127.0.0.1:$port \
    timeout 300 "${JAVA_HOME:-/usr}/bin/java" "@$module/jvm.options" -Xshare:off \
    -XX:DumpLoadedClassList="$work/classes" -jar "$module/target/$jar.jar" "$@" >"$work/log" 2>&1 &
  pid=$!
  until grep -q -e "$ready" "$work/log" && curl -sf --compressed -o "$work/answer" "http://127.0.0.1:$port/metrics"; do
    kill -0 "$pid" || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
  done
  kill "$pid"
  wait "$pid" || true
  pid=
  keep "$module"
}

# report MODULE JAR ARGUMENT...: a command that ends by itself.
report() {
  module=$1 jar=$2
  shift 2
  env -i "${JAVA_HOME:-/usr}/bin/java" "@$module/jvm.options" -Xshare:off -XX:DumpLoadedClassList="$work/more" \
    -jar "$module/target/$jar.jar" "$@" >"$work/log"
  cat "$module/classes.list" "$work/more" >"$work/classes"
  keep "$module"
}

# Proxies are made anew in each process, and cannot be archived.
keep() {
  grep -v -e 'proxy[0-9]*/\$Proxy' "$work/classes" | LC_ALL=C sort -u >"$1/classes.list"
}

list exporter registry-exporter 'scan finished' src-it/support/sample-registry
report exporter registry-exporter report src-it/support/sample-registry
list operator registry-exporter-operator 'in=2s'
