/**
 * The page for people: a report as one HTML document that needs nothing from anywhere else. The template, the style and
 * the script lie beside the classes as resources; here is only what they are given.
 */
package io.registryexporter.exporter.page;
