/**
 * The page for people: a report as one HTML document that loads nothing else. The template, the style and the script are
 * resources beside the classes, which only supply their values.
 */
package io.registryexporter.exporter.page;
