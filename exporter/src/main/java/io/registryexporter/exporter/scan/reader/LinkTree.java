package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.LinkDirectory;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The links below {@code revisions} or {@code _layers}.
 *
 * @param directory what else is there, and what could not be listed
 * @param links those in their places, by the digest of their directory
 * @param watched the directories in which links come and go
 */
public record LinkTree(LinkDirectory directory, Map<Digest, Link> links, List<Path> watched) {}
