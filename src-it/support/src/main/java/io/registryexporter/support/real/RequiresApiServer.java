package io.registryexporter.support.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a real Kubernetes API server. Where KUBE_API_TEST_DIR does not lead to one it is skipped by
 * name, also in CI: Debian has no package of it.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresApiServerCondition.class)
public @interface RequiresApiServer {

    /** Whether it needs Kubernetes' own controllers too. */
    boolean controllers() default false;
}
