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
        return new WebConfigFile(file, clock, listener, config, attempt.watched());
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
        if (attempt.config().isEmpty()) {
            listener.problem(attempt.problem());
        } else if (attempt.config().get().tls().isPresent() != config.tls().isPresent()) {
            listener.problem(YamlSource.OPTION + ": tls_server_config has come or gone: restart the exporter for that");
        } else {
            config = attempt.config().get();
            listener.changed();
        }
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
