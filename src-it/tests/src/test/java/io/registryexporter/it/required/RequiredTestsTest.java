package io.registryexporter.it.required;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.registryexporter.support.real.Requirement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class RequiredTestsTest {
    private final TestRecord tests = new TestRecord();

    @Test
    void a_class_that_ran_is_accounted_for() {
        assertThat(complaints(Ran.class)).isEmpty();
    }

    @Test
    void a_class_that_did_not_run_is_named() {
        execute(Ran.class);
        assertThat(tests.complaints(List.of(getClass().getName(), "io.Missing")))
                .containsExactly("io.Missing did not run");
    }

    @Test
    void a_disabled_test_is_no_excuse() {
        assertThat(complaints(PartlyDisabled.class))
                .singleElement()
                .asString()
                .endsWith("skipped() was skipped: later");
    }

    @Test
    void an_assumption_that_does_not_hold_is_no_excuse() {
        assertThat(complaints(Aborted.class)).first().asString().contains("assumes()", "Assumption failed: no");
    }

    @Test
    void a_requirement_excuses_what_cannot_be_had_here() {
        assertThat(complaints(Excused.class)).isEmpty();
    }

    @Test
    void a_run_without_tests_is_no_run() {
        execute(Empty.class);
        assertThat(tests.complaints(List.of())).containsExactly("no test ran");
    }

    @Test
    void tags_select_classes() {
        TestSelection selection = new TestSelection("", "a, b", "c");
        assertThat(selection.selects(Set.of("b"))).isTrue();
        assertThat(selection.selects(Set.of("b", "c"))).isFalse();
        assertThat(selection.selects(Set.of())).isFalse();
        assertThat(new TestSelection("", "", "").selects(Set.of("c"))).isTrue();
    }

    private List<String> complaints(Class<?> type) {
        execute(type);
        return tests.complaints(List.of(getClass().getName()));
    }

    /** Classes in this one count as this one. */
    private void execute(Class<?> type) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(config)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        tests);
    }

    static final class Ran {
        @Test
        void runs() {
            assertThat(true).isTrue();
        }
    }

    static final class Empty {}

    static final class PartlyDisabled {
        @Test
        void runs() {
            assertThat(true).isTrue();
        }

        @Test
        @Disabled("later")
        void skipped() {}
    }

    static final class Aborted {
        @Test
        void assumes() {
            assumeTrue(false, "no");
        }
    }

    @ExtendWith(Unobtainable.class)
    static final class Excused {
        @Test
        void runs() {}
    }

    static final class Unobtainable implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled(Requirement.excuse("it needs the moon"));
        }
    }
}
