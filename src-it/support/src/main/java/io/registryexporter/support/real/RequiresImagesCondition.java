package io.registryexporter.support.real;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides by looking for the images, and by trying what running them takes. */
final class RequiresImagesCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Path root = Path.of(System.getProperty("project.root"));
        boolean there = Files.exists(root.resolve("exporter/target/registry-exporter-image.tar"))
                && Files.exists(root.resolve("operator/target/registry-exporter-operator-image.tar"));
        if (!there) {
            String need = "needs the images: build them with -Pimages";
            return Boolean.getBoolean("images.built")
                    ? Requirement.isMissing(context, need)
                    : Requirement.cannotBeHad(context, need);
        }
        return Mounts.allowed()
                ? ConditionEvaluationResult.enabled("the images are there")
                : Requirement.cannotBeHad(context, Mounts.NEED);
    }
}
