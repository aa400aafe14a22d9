package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/**
 * Limits the rate of requests to the API server; further requests wait. Watches do not count, because they last long.
 * Requests for the lease do not wait, because a replica that renews it too late stops leading.
 */
final class RequestRateLimiter implements Interceptor {
    private static final int REQUESTS = 8;
    private static final Duration EACH = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** Names of namespaces and objects contain no slash, so they cannot contain this path. */
    private static final String LEASES = "/apis/coordination.k8s.io/";

    private final RateLimiter limiter;

    /** Forty requests per second in periods of a fifth of a second, so that no second has more than fifty. */
    RequestRateLimiter() {
        this(RateLimiter.of(
                "requests",
                RateLimiterConfig.custom()
                        .limitForPeriod(REQUESTS)
                        .limitRefreshPeriod(EACH)
                        .timeoutDuration(LONGEST_WAIT)
                        .build()));
    }

    RequestRateLimiter(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (counts(request)) {
            // After a minute the limiter refuses; the request is late then, but is still sent.
            limiter.acquirePermission();
        }
    }

    private static boolean counts(HttpRequest request) {
        return !WatchStream.isWatch(request) && !request.uri().getPath().contains(LEASES);
    }
}
