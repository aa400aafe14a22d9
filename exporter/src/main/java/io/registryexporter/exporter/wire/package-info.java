/**
 * HTTP/1.1 over sockets, in the clear and over TLS: who may be connected, requests in, responses out. One thread reads
 * from all connections, so that a connection which says nothing, or not all, costs no thread. Knows no routes. The JDK's
 * server can neither bound connections by address nor answer all requests; Netty can, and costs 6.5 MiB of memory.
 */
package io.registryexporter.exporter.wire;
