package io.registryexporter.support.corpus.random;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Decides what is pushed to one repository, and under which tags. */
final class RandomRepository {
    private static final List<String> TAGS =
            List.of("latest", "v1", "1.2.3-rc_1", "_manifests", "link", "current", "data", "V2", "a.b");

    private final Random random;
    private final ContentOfChance content;
    private final String name;
    private final boolean old;
    private final Map<String, Boolean> schema1ByTag = new TreeMap<>();
    private boolean holdsSchema1;
    private boolean holdsManifests;
    private final boolean byDigest;

    /** @param old whether clients of former times push here too */
    RandomRepository(Random random, ContentOfChance content, String name, boolean old) {
        this.random = random;
        this.content = content;
        this.name = name;
        this.old = old;
        this.byDigest = random.nextInt(25) == 0;
    }

    void push(int items) {
        boolean manifests = random.nextInt(20) > 0;
        content.unnamed();
        for (int left = items; left > 0; left--) {
            if (manifests) {
                pushSomething();
            } else {
                content.upload();
            }
        }
        if (holdsManifests && !byDigest && schema1ByTag.isEmpty()) {
            tag(content.image(), false);
        }
    }

    private void pushSomething() {
        switch (random.nextInt(20)) {
            case 0 -> content.orphan();
            case 1 -> content.unnamed();
            case 2 -> content.upload();
            case 3 -> pushed(content.artifact(), false);
            case 4 -> pushed(content.cache(), false);
            case 5, 6 -> {
                if (old) {
                    holdsSchema1 = true;
                    pushed(content.schema1(name), true);
                }
            }
            case 7, 8, 9, 10 -> pushed(content.index(2), false);
            default -> pushed(content.image(), false);
        }
    }

    private void pushed(Content manifest, boolean schema1) {
        holdsManifests = true;
        if (byDigest) {
            return;
        }
        // Some stay untagged, some get several.
        for (int left = random.nextInt(8); left > 0; left -= 4) {
            tag(manifest, schema1);
        }
    }

    private void tag(Content manifest, boolean schema1) {
        String tag = TAGS.get(Math.min(random.nextInt(TAGS.size()), random.nextInt(TAGS.size())));
        content.repository().tag(tag, manifest);
        schema1ByTag.put(tag, schema1);
    }

    Collection<String> schema1() {
        return schema1ByTag.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> name + ":" + entry.getKey())
                .toList();
    }

    boolean holdsSchema1() {
        return holdsSchema1;
    }

    boolean withoutTags() {
        return holdsManifests && schema1ByTag.isEmpty();
    }
}
