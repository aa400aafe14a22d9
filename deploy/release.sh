#!/bin/sh
# release.sh VERSION collects in target/release what ./mvnw -Prelease package has built: jars, their sources, bills of
# materials, the images where there are any, install.yaml, the release's section of the changelog, and SHA256SUMS.
# release.sh prepare VERSION makes the sources those of a release: versions, image tags, and the changelog's section.
# release.sh next VERSION makes the sources those that become the next release.
# EXPORTER_DIGEST and OPERATOR_DIGEST, of images that were pushed, are pinned in install.yaml too.
set -eu
cd "$(dirname "$0")/.."

# The changelog with what is unreleased as the section of a version.
changelog() {
  if grep -q "^## \[$1\]" CHANGELOG.md; then
    cat CHANGELOG.md
  else
    sed "s/^## \[Unreleased\]$/## [Unreleased]\n\n## [$1] - $(date -u +%Y-%m-%d)/" CHANGELOG.md
  fi
}

# The version of the POMs, and the tag of the images, in all places that name them.
sources() {
  sed -i "s#\(ghcr.io/registry-exporter/[a-z]*:\)[0-9][^ ,@\"\`]*#\1$2#" \
    deploy/base/deployment.yaml deploy/examples/*.yaml docs/*.md docs/*/*.md
  sed -i "s#^\( *--version \)[0-9][^ ]*#\1$2#" deploy/helm/registry-exporter-operator/README.md
  sed -i "s#^\(version\|appVersion\): .*#\1: $2#" deploy/helm/registry-exporter-operator/Chart.yaml
  sed -i "s#<image.tag>.*</image.tag>#<image.tag>$2</image.tag>#" pom.xml
  ./mvnw -q versions:set -DnewVersion="$1" -DgenerateBackupPoms=false
}

if [ "$1" = prepare ]; then
  version=$2
  changelog "$version" >CHANGELOG.new
  mv CHANGELOG.new CHANGELOG.md
  sources "$version" "$version"
  echo "look at git diff, then: git commit -am 'Release $version' && git tag v$version && git push origin main v$version"
  echo "and then: sh deploy/release.sh next NEXT, and commit"
  exit
fi
if [ "$1" = next ]; then
  sources "$2-SNAPSHOT" "$2"
  exit
fi

version=$1
release=target/release
command -v kubectl >/dev/null || { echo "install.yaml is rendered by kubectl kustomize: install kubectl" >&2; exit 1; }
rm -rf "$release"
mkdir -p "$release"
cp common/target/*-sources.jar "$release/registry-exporter-common-$version-sources.jar"
for module in exporter operator; do
  case $module in exporter) jar=registry-exporter ;; operator) jar=registry-exporter-operator ;; esac
  cp "$module/target/$jar.jar" "$release/$jar-$version.jar"
  cp "$module"/target/*-sources.jar "$release/$jar-$version-sources.jar"
  cp "$module/target/bom.json" "$release/$jar-$version.cdx.json"
  for image in "$module/target/$jar"-image*.tar; do
    [ ! -e "$image" ] || cp "$image" "$release/$(basename "$image" .tar)-$version.tar"
  done
done

tag=${version%-SNAPSHOT}
operator=ghcr.io/registry-exporter/operator:$tag${OPERATOR_DIGEST:+@$OPERATOR_DIGEST}
exporter=ghcr.io/registry-exporter/exporter:$tag${EXPORTER_DIGEST:+@$EXPORTER_DIGEST}
kubectl kustomize deploy >"$release/install.yaml"
sed -i -e "s#image: ghcr.io/registry-exporter/operator:.*#image: $operator#" \
  -e "s#^\( *\)- name: LOG_FORMAT#\1- name: EXPORTER_IMAGE\n\1  value: $exporter\n&#" "$release/install.yaml"
for pinned in "image: $operator" "value: $exporter"; do
  grep -q "^ *$pinned\$" "$release/install.yaml" || { echo "install.yaml does not pin \"$pinned\"" >&2; exit 1; }
done
chart=$(mktemp -d)
trap 'rm -rf "$chart"' EXIT
cp -R deploy/helm/registry-exporter-operator "$chart"
if [ -n "${EXPORTER_DIGEST:-}${OPERATOR_DIGEST:-}" ]; then
  sed -i -e "/^image:/,/^exporterImage:/s#digest: \"\"#digest: \"${OPERATOR_DIGEST:-}\"#" \
    -e "/^exporterImage:/,/^imagePullSecrets:/s#digest: \"\"#digest: \"${EXPORTER_DIGEST:-}\"#" \
    "$chart/registry-exporter-operator/values.yaml"
fi
if command -v helm >/dev/null; then
  helm package "$chart/registry-exporter-operator" --destination "$release" >/dev/null
else
  # What helm package writes, for machines without Helm.
  tar -C "$chart" --sort=name --owner=0 --group=0 --numeric-owner -czf "$release/registry-exporter-operator-$tag.tgz" \
    registry-exporter-operator
fi
changelog "$tag" >"$release/CHANGELOG.md"
awk -v start="## [$tag]" 'index($0, start) == 1 { on = 1; next } /^## / { on = 0 } on' "$release/CHANGELOG.md" >"$release/NOTES.md"
cd "$release"
sha256sum -- * >SHA256SUMS
cat SHA256SUMS
