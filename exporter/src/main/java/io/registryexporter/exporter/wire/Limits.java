package io.registryexporter.exporter.wire;

import java.time.Duration;

/**
 * Limits of connections, requests and their times.
 *
 * @param connections of all clients
 * @param connectionsOfOne of one address, if one of them is idle and can be closed
 * @param requests that are answered at the same time, without those that are answered at once
 * @param handshake from the first to the last byte of a client's TLS handshake
 * @param request from the first to the last byte of a request
 * @param idle without a request
 * @param response from the request to the last byte that the client takes
 * @param stall after how long a client that takes no bytes is closed for another request
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
