package io.registryexporter.exporter.wire;

import java.time.Duration;

/**
 * What clients may hold.
 *
 * @param connections of all clients
 * @param connectionsOfOne of one address, as long as there is an idle one that can go
 * @param requests that are answered at a time, but for those that are answered at once
 * @param handshake from the first to the last byte of a client's TLS handshake
 * @param request from the first to the last byte of a request
 * @param idle without a request
 * @param response from the request to the last byte that the client takes
 * @param stall after how long a client that takes nothing gives way to another request
 */
public record Limits(
        int connections,
        int connectionsOfOne,
        int requests,
        Duration handshake,
        Duration request,
        Duration idle,
        Duration response,
        Duration stall) {}
