package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.registryexporter.exporter.web.WebSecurity;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How the server starts and stops. */
class ServerLifecycleTest extends ExporterServerFixture {
    @Test
    void an_address_in_use_is_an_error() {
        ListenAddress taken = new ListenAddress("127.0.0.1", server.address().getPort());
        assertThatThrownBy(() -> ExporterServer.start(
                        taken,
                        WebSecurity.open(),
                        new ExporterServer.Content(
                                page(),
                                query -> new JsonDocument.Answer(200, "[]"),
                                "/metrics",
                                () -> families,
                                new CollectorRegistry(),
                                ready::get,
                                Duration.ofSeconds(60)),
                        new ExporterServer.Callbacks(() -> {}, died::set, died::set)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void requests_under_way_end_before_it_stops() throws Exception {
        CountDownLatch scraping = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        beforeScrape.set(() -> {
            scraping.countDown();
            await(go);
        });
        AtomicReference<String> body = new AtomicReference<>("");
        Thread scrape = new Thread(() -> body.set(get("/metrics").body()));
        scrape.start();
        await(scraping);
        Thread stop = new Thread(server::close);
        stop.start();
        while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        stop.join();
        scrape.join();
        assertThat(body.get()).contains("a 1.0");
    }
}
