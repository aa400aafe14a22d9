/**
 * HTTP/1.1 over sockets, with and without TLS: limits of connections, requests in, responses out. One thread reads from all
 * connections, so a silent client costs no thread. Knows no routes. The JDK's server can neither limit connections by
 * address nor answer all requests; Netty can, and costs 6.5 MiB of memory.
 */
package io.registryexporter.exporter.wire;
