package io.registryexporter.exporter.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of {@code --web.config.file}, read again when it, or a certificate or key that it names, has changed. What
 * cannot be used any more is told, and what could be is used on.
 */
final class WebConfigFile {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path file;
    private final Clock clock;
    private final WebConfigListener listener;
    private volatile WebConfig config;
    private volatile boolean inForce = true;
    private List<WatchedFile> watched;
    private Instant looked;

    private WebConfigFile(
            Path file, Clock clock, WebConfigListener listener, WebConfig config, List<WatchedFile> watched) {
        this.file = file;
        this.clock = clock;
        this.listener = listener;
        this.config = config;
        this.watched = watched;
        this.looked = clock.instant();
    }

    /**
     * Reads it for the first time.
     *
     * @param listener told of changes later
     */
    static WebConfigFile open(Path file, Clock clock, WebConfigListener listener) throws WebConfigException {
        Attempt attempt = Attempt.at(file);
        WebConfig config = attempt.config().orElseThrow(() -> new WebConfigException(attempt.problem()));
        warn(config, clock, listener);
        return new WebConfigFile(file, clock, listener, config, attempt.watched());
    }

    /** Whether the file as it is now is in force; if not, an earlier state of it is. */
    boolean isInForce() {
        refresh();
        return inForce;
    }

    /** What it says now; looked at once a second at most. */
    WebConfig current() {
        refresh();
        return config;
    }

    private synchronized void refresh() {
        Instant now = clock.instant();
        // A clock that was set back does not stop it.
        if (!now.isBefore(looked) && Duration.between(looked, now).compareTo(LOOK) < 0) {
            return;
        }
        looked = now;
        if (watched.stream().allMatch(WatchedFile::isUnchanged)) {
            return;
        }
        Attempt attempt = Attempt.at(file);
        watched = attempt.watched();
        Optional<String> problem = attempt.config().map(this::whyNot).orElseGet(() -> Optional.of(attempt.problem()));
        inForce = problem.isEmpty();
        if (problem.isPresent()) {
            listener.problem(problem.get());
        } else {
            config = attempt.config().orElseThrow();
            listener.changed();
            warn(config, clock, listener);
        }
    }

    /** A file that was emptied, or is half written, must not open what it has locked. */
    private Optional<String> whyNot(WebConfig next) {
        if (next.tls().isPresent() != config.tls().isPresent()) {
            return Optional.of(
                    YamlSource.OPTION + ": tls_server_config has come or gone: restart the exporter for that");
        }
        if (next.users().isEmpty() && !config.users().isEmpty()) {
            return Optional.of(
                    YamlSource.OPTION + ": there are no basic_auth_users any more: restart the exporter if it is"
                            + " to be open to everybody");
        }
        if (saysNothing(next) && !saysNothing(config)) {
            return Optional.of(
                    YamlSource.OPTION + ": the file says nothing any more: restart the exporter if that is" + " meant");
        }
        return requiresCertificate(config) && !requiresCertificate(next)
                ? Optional.of(
                        YamlSource.OPTION + ": client_auth_type requires no certificate any more: restart the exporter"
                                + " if it is to be open to everybody")
                : Optional.empty();
    }

    private static boolean saysNothing(WebConfig config) {
        return config.tls().isEmpty()
                && config.users().isEmpty()
                && config.headers().isEmpty();
    }

    private static boolean requiresCertificate(WebConfig config) {
        return config.tls().filter(tls -> tls.clientAuth().requires()).isPresent();
    }

    private static void warn(WebConfig config, Clock clock, WebConfigListener listener) {
        config.tls().flatMap(tls -> tls.whyInvalid(clock.instant())).ifPresent(listener::warning);
    }

    /**
     * One reading.
     *
     * @param watched the files that were read, as they were before
     * @param problem why there is no configuration
     */
    private record Attempt(List<WatchedFile> watched, Optional<WebConfig> config, String problem) {
        static Attempt at(Path file) {
            List<WatchedFile> watched = new ArrayList<>(List.of(WatchedFile.of(file)));
            YamlSource source = new YamlSource(file);
            PemFiles files = new PemFiles(source);
            try {
                WebConfig config = new WebConfigParser(source, files).parse(text(file));
                watched.addAll(files.read());
                return new Attempt(watched, Optional.of(config), "");
            } catch (WebConfigException e) {
                watched.addAll(files.read());
                return new Attempt(watched, Optional.empty(), e.getMessage());
            } catch (RuntimeException mistake) {
                // Of ours; it must not end the request that happened to look.
                return new Attempt(
                        watched,
                        Optional.empty(),
                        "unexpected, please report it: " + mistake.getClass().getName() + " at "
                                + mistake.getStackTrace()[0]);
            }
        }

        private static String text(Path file) throws WebConfigException {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new WebConfigException(YamlSource.OPTION + ": the file cannot be read as UTF-8 text: "
                        + e.getClass().getSimpleName());
            }
        }
    }
}
