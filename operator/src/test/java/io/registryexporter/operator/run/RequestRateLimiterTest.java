package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are bounded. */
class RequestRateLimiterTest {
    private static final int LIMIT = 3;

    private final RateLimiter limiter = RateLimiter.of(
            "test",
            RateLimiterConfig.custom()
                    .limitForPeriod(LIMIT)
                    .limitRefreshPeriod(Duration.ofDays(1))
                    .timeoutDuration(Duration.ZERO)
                    .build());
    private final RequestRateLimiter rate = new RequestRateLimiter(limiter);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/apps/v1/namespaces/team/deployments/registry?fieldManager=x&force=false",
                "/api/v1/namespaces/team/pods?labelSelector=app%3Dregistry",
                "/api/v1/namespaces/team/pods?labelSelector=watch%3Dtrue",
                "/api/v1/namespaces/leases/configmaps/leases",
                "/api/v1/namespaces/team/events"
            })
    void what_is_read_and_written_counts(String path) {
        send(path);
        assertThat(left()).isEqualTo(LIMIT - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/apps/v1/deployments?resourceVersion=7&allowWatchBookmarks=true&watch=true",
                "/apis/coordination.k8s.io/v1/namespaces/system/leases/registry-exporter-operator"
            })
    void watches_and_the_lease_do_not(String path) {
        send(path);
        assertThat(left()).isEqualTo(LIMIT);
    }

    @Test
    void beyond_the_limit_nothing_is_left() {
        for (int i = 0; i < LIMIT; i++) {
            send("/api/v1/namespaces/team/events");
        }
        assertThat(left()).isZero();
    }

    private void send(String path) {
        StandardHttpRequest.Builder builder = new StandardHttpRequest.Builder();
        builder.uri("https://api.example.org" + path);
        rate.before(builder, builder.build(), null);
    }

    private int left() {
        return limiter.getMetrics().getAvailablePermissions();
    }
}
