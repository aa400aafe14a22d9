/** Text for terminals: tables and their emphasis. Decides nothing about what it prints. */
package io.registryexporter.common.text;
