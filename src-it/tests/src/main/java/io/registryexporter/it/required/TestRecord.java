package io.registryexporter.it.required;

import io.registryexporter.support.real.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Which classes ran, which were skipped with an excuse, and what was skipped without one. */
final class TestRecord implements TestExecutionListener {
    private final Set<String> accounted = new TreeSet<>();
    private final List<String> skipped = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();

    boolean started() {
        return plan.isPresent();
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = Optional.of(started);
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        if (Requirement.excuses(reason)) {
            account(test);
        } else {
            skipped.add(name(test) + " was skipped: " + reason);
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            skipped.add(name(test) + " was skipped: "
                    + result.getThrowable().map(Throwable::getMessage).orElse("no reason"));
        } else if (test.isTest()) {
            account(test);
        }
    }

    /** What is wrong, each in one clause; none if all of these classes are accounted for. */
    synchronized List<String> complaints(Collection<String> expected) {
        List<String> complaints = new ArrayList<>(skipped);
        expected.stream()
                .filter(name -> !accounted.contains(name))
                .map(name -> name + " did not run")
                .forEach(complaints::add);
        if (accounted.isEmpty()) {
            complaints.add("no test ran");
        }
        return complaints;
    }

    private void account(TestIdentifier test) {
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent()) {
            at.flatMap(TestIdentifier::getSource)
                    .flatMap(TestRecord::className)
                    .ifPresent(name -> accounted.add(name.replaceFirst("\\$.*", "")));
            at = at.flatMap(inner -> plan.flatMap(all -> all.getParent(inner)));
        }
    }

    private static Optional<String> className(TestSource source) {
        if (source instanceof MethodSource method) {
            return Optional.of(method.getClassName());
        }
        return source instanceof ClassSource type ? Optional.of(type.getClassName()) : Optional.empty();
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .flatMap(TestRecord::className)
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .filter(type -> !type.equals(test.getDisplayName()))
                .map(type -> type + "." + test.getDisplayName())
                .orElseGet(test::getDisplayName);
    }
}
