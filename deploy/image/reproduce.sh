#!/bin/sh
# Builds the images again, after ./mvnw -Pimages package, and fails if they are not equal to the last ones.
set -eu
cd "$(dirname "$0")/../.."
built=$(sha256sum ./*/target/*-image.tar)
./mvnw -q -Pimages package -DskipTests -pl exporter,operator -am
[ "$built" = "$(sha256sum ./*/target/*-image.tar)" ] || { echo "two builds of the images are not equal" >&2; exit 1; }
