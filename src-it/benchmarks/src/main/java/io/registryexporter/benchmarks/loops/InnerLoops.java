package io.registryexporter.benchmarks.loops;

import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.manifest.ParsedManifest;
import io.registryexporter.exporter.metrics.GaugeFamily;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** With the compiler that {@code jvm.options} leaves to the exporter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InnerLoops {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final int SERIES = 1000;

    private final ManifestParser parser = new ManifestParser();
    private final byte[] manifest = manifest().getBytes(StandardCharsets.UTF_8);
    private final DigestTable digests = new DigestTable();
    private final String link = "sha256:" + HEX;
    private final GaugeFamily family = new GaugeFamily("repository_tag_size_bytes", "Bytes.", sink -> {
        for (int i = 0; i < SERIES; i++) {
            sink.sample(i * 1_000_003L, "repository", "team/application", "tag", "v1." + i);
        }
    });

    private static String manifest() {
        String layer = "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:" + HEX
                + "\",\"size\":1000003}";
        return "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":" + layer
                + ",\"layers\":[" + String.join(",", List.of(layer, layer, layer, layer)) + "]}";
    }

    /** A manifest of four layers. */
    @Benchmark
    public ParsedManifest parseOneManifest() {
        return parser.parse(manifest);
    }

    /** The text of a link, and the number of its digest. */
    @Benchmark
    public int numberOneLink() {
        Optional<Digest> digest = Digest.parse(link);
        return digests.numberOf(digest.orElseThrow());
    }

    /** A thousand series, as text and compressed. */
    @Benchmark
    public RenderedFamilies renderThousandSeries() {
        return RenderedFamilies.render(List.of(family));
    }
}
