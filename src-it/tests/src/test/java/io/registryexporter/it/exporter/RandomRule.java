package io.registryexporter.it.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The options of a retention rule of chance. */
final class RandomRule {
    private static final List<String> PATTERNS = List.of(
            "--tag=v.*",
            "--tag=.*",
            "--tag-exclude=latest|always",
            "--tag-exclude=sha256-.*",
            "--repository=app.*|promoted/.*",
            "--repository-exclude=app");

    private RandomRule() {}

    static List<String> options(Random random) {
        List<String> options = new ArrayList<>();
        int parts = 1 + random.nextInt(3);
        if ((parts & 1) != 0) {
            options.add("--keep-last=" + (1 + random.nextInt(4)));
        }
        if ((parts & 2) != 0) {
            options.add("--older-than=" + List.of("3d", "12h", "30d", "100d").get(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            options.add(PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        if (random.nextBoolean()) {
            options.add("--with-referrers");
        }
        return options;
    }
}
