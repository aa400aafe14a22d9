package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.Damage;
import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.ScannedTag;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Judges the entries of one repository. Every entry that cannot be served is damage once, with its own path. */
final class RepositoryBuilder {
    private final ScannedRepository scanned;
    private final Resolver resolver;
    private final Costs costs;
    private final ImageSizes sizes;
    private final TagList.Builder tags;
    private final List<Damage> damages = new ArrayList<>();
    private final Map<Digest, ImageSizes.Size> sizeByDigest = new HashMap<>();

    RepositoryBuilder(Resolver resolver, Costs costs) {
        this.scanned = resolver.repository();
        this.resolver = resolver;
        this.costs = costs;
        this.tags = new TagList.Builder(scanned.tags().names());
        this.sizes = new ImageSizes(resolver, scanned.layerSizes());
    }

    Repository build() {
        damages.addAll(scanned.damages());
        for (int i = 0; i < scanned.tags().size(); i++) {
            judge(i, scanned.tags().get(i));
        }
        scanned.revisions().values().forEach(this::judge);
        judgeIndexes();
        damages.sort(Comparator.comparing(Damage::path).thenComparing(Damage::reason));
        return new Repository(
                scanned.name(),
                scanned.tags().size(),
                new Reachability(resolver).revisions(),
                costs,
                lastPush(),
                tags.build(),
                List.copyOf(damages));
    }

    private OptionalLong lastPush() {
        return scanned.tags().stream()
                .map(ScannedTag::link)
                .filter(Link.Target.class::isInstance)
                .mapToLong(link -> ((Link.Target) link).modifiedMillis())
                .max();
    }

    private void judge(int position, ScannedTag tag) {
        if (!tag.validName()) {
            damage(DamageReason.TAG_NAME_INVALID, tag);
        } else if (tag.link() instanceof Link.Target target) {
            Resolved resolved = resolver.resolve(target.digest());
            if (resolved instanceof Resolved.Found found) {
                tags.add(position, sizeByDigest.computeIfAbsent(found.target(), d -> sizes.of(found)));
            } else if (resolved instanceof Resolved.Damaged damaged) {
                damage(damaged.reason(), tag);
            }
        } else if (tag.link() instanceof Link.Faulty faulty) {
            damage(faulty.reason(), tag);
        }
    }

    private void judge(ScannedRevision revision) {
        if (resolver.follow(revision) instanceof Resolved.Damaged damaged) {
            damage(damaged.reason(), Layout.revisionPath(scanned.name(), revision.digest()));
        }
    }

    /** R19: a child of an index that this repository has no link for; damage of the child's place, not of the index. */
    private void judgeIndexes() {
        Set<Digest> missing = new HashSet<>();
        for (ScannedRevision revision : scanned.revisions().values()) {
            if (resolver.follow(revision) instanceof Resolved.Found found
                    && found.manifest() instanceof Manifest.Index index) {
                index.manifests().stream()
                        .filter(child -> !scanned.revisions().containsKey(child))
                        .forEach(missing::add);
            }
        }
        missing.forEach(child -> damage(DamageReason.INDEX_CHILD_MISSING, Layout.revisionPath(scanned.name(), child)));
    }

    private void damage(DamageReason reason, ScannedTag tag) {
        damage(reason, Layout.tagPath(scanned.name(), tag.name()));
    }

    private void damage(DamageReason reason, String path) {
        damages.add(new Damage(reason, Optional.of(scanned.name()), path));
    }
}
