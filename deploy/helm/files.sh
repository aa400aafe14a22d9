#!/bin/sh
# Copies into the chart what the chart has in common with kustomize: files.sh [DIRECTORY], by default the chart's files.
# ChartFilesTest fails while a copy is stale.
set -eu
cd "$(dirname "$0")/.."
target=${1:-helm/registry-exporter-operator/files}
mkdir -p "$target/dashboards"
cp ../crds/registryexporters.registryexporter.io-v1.yml "$target/crd.yaml"
cp policy/validating-admission-policy.yaml "$target/policy.yaml"
cp base/lease-role.yaml cluster/cluster-role.yaml namespaced/role.yaml namespaced/namespace-reader.yaml "$target"
cp monitoring/alerts.yaml monitoring/operator-alerts.yaml "$target"
cp monitoring/dashboards/*.json "$target/dashboards"
