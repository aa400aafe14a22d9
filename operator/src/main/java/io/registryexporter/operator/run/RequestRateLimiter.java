package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/**
 * Bounds what the operator asks of the API server, however many workloads there are; whoever asks more waits. Watches are
 * long, and the lease must not wait: who cannot renew it in time stops leading.
 */
final class RequestRateLimiter implements Interceptor {
    private static final int REQUESTS = 8;
    private static final Duration EACH = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** Names of namespaces and objects, which are others', hold no slash. */
    private static final String LEASES = "/apis/coordination.k8s.io/";

    private final RateLimiter limiter;

    /** Forty a second, in fifths of it, so that in no second there are more than fifty. */
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
            // Refused only after a minute; the request is late then, and still has to be made.
            limiter.acquirePermission();
        }
    }

    private static boolean counts(HttpRequest request) {
        return !WatchStream.isWatch(request) && !request.uri().getPath().contains(LEASES);
    }
}
