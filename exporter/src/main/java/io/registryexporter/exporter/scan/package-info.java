/**
 * Reading a storage once: which repositories there are, what their tags and revisions link to, what the manifests say.
 * The outcome is raw and complete; what it means is decided in the inventory. The only state kept between two scans is
 * what makes the next one cheaper or surer: parsed manifests and the links that were empty.
 */
package io.registryexporter.exporter.scan;
