/** What the exporter and the operator share. Knows neither of them. */
package io.registryexporter.common;
