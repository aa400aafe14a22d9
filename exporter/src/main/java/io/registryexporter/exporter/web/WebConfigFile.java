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
 * The file of {@code --web.config.file}, read again when the file, or a certificate or key that it names, has changed. If a
 * change cannot be used, the listener learns why, and the previous configuration stays in force.
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
     * Reads the file for the first time.
     *
     * @param listener learns of later changes
     */
    static WebConfigFile open(Path file, Clock clock, WebConfigListener listener) throws WebConfigException {
        Load load = Load.at(file);
        WebConfig config = load.config().orElseThrow(() -> new WebConfigException(load.problem()));
        warn(config, clock, listener);
        return new WebConfigFile(file, clock, listener, config, load.watched());
    }

    /** Whether the current file is in force; if not, an earlier state of the file is. */
    boolean isInForce() {
        refresh();
        return inForce;
    }

    /** The current configuration; checks the files once a second at most. */
    WebConfig current() {
        refresh();
        return config;
    }

    private synchronized void refresh() {
        Instant now = clock.instant();
        // A clock that was set back does not stop the checks.
        if (!now.isBefore(looked) && Duration.between(looked, now).compareTo(LOOK) < 0) {
            return;
        }
        looked = now;
        if (watched.stream().allMatch(WatchedFile::isUnchanged)) {
            return;
        }
        Load load = Load.at(file);
        watched = load.watched();
        Optional<String> problem = load.config().map(this::whyNot).orElseGet(() -> Optional.of(load.problem()));
        inForce = problem.isEmpty();
        if (problem.isPresent()) {
            listener.problem(problem.get());
        } else {
            config = load.config().orElseThrow();
            listener.changed();
            warn(config, clock, listener);
        }
    }

    /** A file that was emptied, or is half written, must not remove a protection. */
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
        return config.tls().filter(tls -> tls.clients().auth().requires()).isPresent();
    }

    private static void warn(WebConfig config, Clock clock, WebConfigListener listener) {
        config.tls().flatMap(tls -> tls.whyInvalid(clock.instant())).ifPresent(listener::warning);
    }

    /**
     * One attempt to load the file.
     *
     * @param watched the files that were read, in the state before they were read
     * @param problem why there is no configuration
     */
    private record Load(List<WatchedFile> watched, Optional<WebConfig> config, String problem) {
        static Load at(Path file) {
            List<WatchedFile> watched = new ArrayList<>(List.of(WatchedFile.of(file)));
            YamlSource source = new YamlSource(file);
            PemFiles files = new PemFiles(source);
            try {
                WebConfig config = new WebConfigParser(source, files).parse(text(file));
                watched.addAll(files.read());
                return new Load(watched, Optional.of(config), "");
            } catch (WebConfigException e) {
                watched.addAll(files.read());
                return new Load(watched, Optional.empty(), e.getMessage());
            } catch (RuntimeException mistake) {
                // An error of the program must not fail the request that triggered the check.
                return new Load(
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
