package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RunningDemo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run command, without Maven around it. */
@Tag("jars")
class DemoIT {

    @Test
    void it_injects_tells_and_serves_and_leaves_nothing(@TempDir Path directory) {
        try (RunningDemo demo = RunningDemo.start(directory.resolve("demo.log"))) {
            demo.awaitText("Ctrl-C ends it.");

            assertThat(demo.output())
                    .contains("name: \"registry-exporter\"")
                    .contains("- \"/var/lib/registry/docker/registry/v2\"")
                    .contains("reason: \"AllTargetsReady\"")
                    .contains("repository_tags_total{repository=\"platform/api\"} 4.0")
                    .doesNotContain("Exception");
            assertThat(demo.scrape()).contains("registry_reclaimable_bytes{mode=\"gc\"}");
            Path kubeconfig = demo.kubeconfig();
            assertThat(kubeconfig).exists();

            assertThat(demo.terminate()).isEqualTo(143);

            assertThat(demo.output()).contains("taking away what was made here");
            assertThat(Files.exists(kubeconfig)).isFalse();
            assertThat(demo.isServing()).isFalse();
        }
    }
}
