package io.registryexporter.support.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The programs on the PATH that a test class needs. Without one it is skipped, and says so; with the environment
 * variable REQUIRE_REAL_COMPONENTS=true, as in CI, it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgramsCondition.class)
public @interface RequiresPrograms {

    /** Names of programs, which are those of their Debian packages too (promtool is in prometheus, kubectl in
     * kubernetes-client). */
    String[] value();
}
