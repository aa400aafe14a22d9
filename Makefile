# The twelve things that one does here. make without a target lists them.
.DEFAULT_GOAL := help
.PHONY: help build test unit it format crd rules chart classes images run bench

help:
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

build: ## the jars, without tests
	./mvnw -q package -DskipTests

test: ## all tests, and the check of the formatting
	./mvnw verify

unit: ## the unit tests of all modules
	./mvnw test

it: ## one class of src-it/tests: make it ONE=RegistryApiIT
	@test -n "$(ONE)" || { echo "name the class: make it ONE=RegistryApiIT" >&2; exit 2; }
	./mvnw verify -pl src-it/tests -am -Dit.test='$(ONE)' -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false

format: ## formats Java and POMs
	./mvnw -q spotless:apply

crd: ## writes the file in crds from the types in operator/.../api
	./mvnw -q -Pcrd -pl operator -am

rules: ## writes the PrometheusRules of deploy/prometheus-operator from deploy/monitoring
	sh deploy/monitoring/rules.sh

chart: ## copies into the Helm chart what it has in common with kustomize
	sh deploy/helm/files.sh

classes: ## writes the lists of classes that the images archive, on a JDK 17
	./mvnw -q package -DskipTests -pl exporter,operator -am
	sh deploy/image/classes.sh

images: ## the images as tars
	./mvnw -q -Pimages package -DskipTests -pl exporter,operator -am

run: ## the operator and the exporter at work on port 8080, until Ctrl-C
	./mvnw -q -Prun

bench: ## the benchmark
	./mvnw -q -Pbench
