package io.registryexporter.it.required;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rule about skipped tests is worth nothing where nobody watches. */
class RequiredTestsIT {

    @Test
    void where_real_components_are_required_the_run_is_watched() {
        assertThat(Boolean.getBoolean(RequiredTests.WATCHING)).isEqualTo(RequiredTests.required());
    }
}
