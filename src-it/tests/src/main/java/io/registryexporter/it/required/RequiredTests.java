package io.registryexporter.it.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the build with {@code REQUIRE_REAL_COMPONENTS=true} where a test was skipped without an excuse, or a class of the
 * selected tags did not run. JUnit swallows what a listener of tests throws; what a listener of the session throws at its
 * end reaches Failsafe as an error of the whole run.
 */
public final class RequiredTests implements LauncherSessionListener {
    /** Set where the listener watches a run; {@link RequiredTestsIT} asks for it. */
    static final String WATCHING = "required.tests.watched";

    private static final String DIRECTORY = "required.tests";

    private final TestRecord tests = new TestRecord();

    static boolean required() {
        return Boolean.parseBoolean(System.getenv("REQUIRE_REAL_COMPONENTS"));
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (directory().isPresent()) {
            session.getLauncher().registerTestExecutionListeners(tests);
            System.setProperty(WATCHING, "true");
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        directory().filter(there -> tests.started()).ifPresent(this::judge);
    }

    /** Of the test classes, in a run of Failsafe under this rule. */
    private static Optional<Path> directory() {
        return Optional.ofNullable(System.getProperty(DIRECTORY))
                .filter(there -> required())
                .map(Path::of);
    }

    private void judge(Path directory) {
        TestSelection selection = new TestSelection(
                System.getProperty("it.test", ""),
                System.getProperty("it.groups", ""),
                System.getProperty("it.excludedGroups", ""));
        List<String> complaints = tests.complaints(selection.classes(directory));
        if (!complaints.isEmpty()) {
            String text = "REQUIRE_REAL_COMPONENTS is true, but " + String.join("; ", complaints);
            System.err.println("[ERROR] " + text);
            throw new IllegalStateException(text);
        }
    }
}
