package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the server does with many clients and with errors. */
class ServerUnderLoadTest extends ExporterServerFixture {
    @Test
    void health_is_answered_while_more_scrapes_wait_than_are_let_in() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        beforeScrape.set(() -> await(go));
        List<Socket> scrapes = sockets(580, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        while (get("/metrics").statusCode() != 503) {
            Thread.onSpinWait();
        }
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        go.countDown();
        close(scrapes);
    }

    @Test
    void health_is_answered_while_no_client_reads_its_answer() throws IOException {
        beforeScrape.set(() -> {
            throw new UncheckedIOException(new IOException("a scrape fails"));
        });
        List<Socket> scrapes = sockets(640, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        close(scrapes);
    }

    @Test
    void a_mistake_costs_one_answer_and_is_reported() {
        beforeScrape.set(() -> {
            throw new IllegalStateException("topsecret");
        });
        assertThat(get("/metrics").statusCode()).isEqualTo(500);
        assertThat(get("/metrics").body()).doesNotContain("topsecret");
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(mistake.get()).isInstanceOf(IllegalStateException.class);
        assertThat(died.get()).isNull();
    }

    @Test
    void the_death_of_a_thread_that_answers_is_reported() throws IOException {
        beforeScrape.set(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertDies("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void the_death_of_the_thread_that_reads_is_reported() throws IOException {
        isReady.set(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertDies("GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void requests_that_were_only_begun_do_not_stop_others() throws IOException {
        List<Socket> begun = sockets(500, "GET /metrics HT");
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        close(begun);
    }

    @Test
    void the_oldest_connections_of_an_address_give_way_to_new_ones() throws IOException {
        List<Socket> idle = sockets(900, "");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(idle.stream().limit(100)).allMatch(ServerUnderLoadTest::isClosedByServer);
        close(idle);
    }

    private void assertDies(String request) throws IOException {
        List<Socket> client = sockets(1, request);
        while (died.get() == null) {
            Thread.onSpinWait();
        }
        assertThat(died.get()).isInstanceOf(OutOfMemoryError.class);
        close(client);
    }

    private static boolean isClosedByServer(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
