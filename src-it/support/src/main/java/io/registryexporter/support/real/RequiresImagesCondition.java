package io.registryexporter.support.real;

import java.io.IOException;
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
        boolean built = Files.exists(root.resolve("exporter/target/registry-exporter-image.tar"))
                && Files.exists(root.resolve("operator/target/registry-exporter-operator-image.tar"));
        if (!built) {
            return skipped(context, "needs the images: build them with -Pimages");
        }
        return mayMount()
                ? ConditionEvaluationResult.enabled("the images are there")
                : skipped(context, "has to mount file systems in a namespace of its own (unshare -m), as root may");
    }

    private static ConditionEvaluationResult skipped(ExtensionContext context, String why) {
        String reason = context.getDisplayName() + " " + why;
        System.out.println("[WARNING] SKIPPED: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean mayMount() {
        try {
            Process process = new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
