package io.registryexporter.support.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a registry of distribution 3. Where the environment variable REGISTRY3 does not name one it is
 * skipped by name, also in CI: Debian has no package of it. Where it names what cannot be run, the class fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRegistry3Condition.class)
public @interface RequiresRegistry3 {}
