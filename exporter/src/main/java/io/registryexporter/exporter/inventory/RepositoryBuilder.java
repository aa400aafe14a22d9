package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds out which tags of one repository clients can pull whole, and which entries prevent that. */
final class RepositoryBuilder {
    private final ScannedRepository scanned;
    private final Resolver resolver;
    private final Spending spending;
    private final RegistryVersion version;
    private final boolean proxy;
    private final ImageSizes sizes;
    private final TagList.Builder tags;
    private final Findings findings = new Findings();
    private final Findings ofBlobs = new Findings();
    private final ManifestChecker manifests;
    private final BlockerFinder blockers;
    private final Map<Digest, ManifestChecker.Verdict> faulty = new HashMap<>();
    private final Map<Digest, ManifestChecker.Verdict> whole = new HashMap<>();
    private final Map<Digest, Optional<ImageSizes.Size>> sizeByDigest = new HashMap<>();
    private final List<BrokenTag> broken = new ArrayList<>();
    private int unknownTags;

    RepositoryBuilder(Resolver resolver, BlobLookup blobs, RegistryVersion version, boolean proxy, Spending spending) {
        this.scanned = resolver.repository();
        this.resolver = resolver;
        this.spending = spending;
        this.version = version;
        this.proxy = proxy;
        this.tags = new TagList.Builder(scanned.tags().names(), spending.byTag());
        this.sizes = new ImageSizes(resolver, blobs);
        this.manifests = new ManifestChecker(resolver, blobs, proxy, findings, ofBlobs);
        this.blockers = new BlockerFinder(resolver, blobs, version, manifests, findings);
    }

    /**
     * What the repository costs.
     *
     * @param costs none if they are not known
     * @param byTag bytes that each tag holds alone, by its position
     */
    record Spending(Optional<Costs> costs, long[] byTag) {}

    /** A repository, and damage of blobs that others may share. */
    record Built(Repository repository, List<Damage> ofBlobs) {}

    Built build(Map<GarbageCollectionMode, MarkPhase.Visit> visits) {
        for (ScannedRevision revision : scanned.revisions().values()) {
            ManifestChecker.Verdict verdict = manifests.check(revision);
            if (!verdict.isSound()) {
                faulty.put(revision.digest(), verdict);
            }
        }
        for (int i = 0; i < scanned.tags().size(); i++) {
            checkTag(i, scanned.tags().get(i));
        }
        // The number of tags that could not be listed is not known.
        unknownTags +=
                scanned.tagsFault().filter(DamageReason::hidesWhatIsThere).isPresent() ? 1 : 0;
        blockers.find(visits);
        return new Built(repository(damages()), ofBlobs.damages(scanned.name()));
    }

    private Repository repository(List<Damage> damages) {
        UnreadPlaces unread = UnreadPlaces.of(damages.stream());
        String manifestLinks = Layout.REPOSITORIES + "/" + scanned.name() + "/" + Layout.MANIFESTS + "/";
        String tagLinks = manifestLinks + Layout.TAGS;
        Revisions revisions =
                new Reachability(resolver).revisions().seenBy(unread, manifestLinks + Layout.REVISIONS, tagLinks);
        return new Repository(
                scanned.name(),
                new Repository.Tags(
                        unread.hide(tagLinks)
                                ? OptionalLong.empty()
                                : OptionalLong.of(scanned.tags().size()),
                        tags.build(),
                        List.copyOf(broken),
                        unknownTags,
                        unread.touch(tagLinks) ? OptionalLong.empty() : lastPush()),
                revisions,
                revisions.count().isPresent() ? spending.costs() : Optional.empty(),
                damages);
    }

    private List<Damage> damages() {
        boolean walksLayers = version == RegistryVersion.V3;
        Stream<Damage> listed = Stream.concat(
                scanned.damages().stream().map(damage -> blockingIfLoop(damage, true)),
                scanned.layers().damages().stream().map(damage -> blockingIfLoop(damage, walksLayers)));
        return Stream.concat(listed, findings.damages(scanned.name()).stream())
                .sorted(Comparator.comparing(Damage::path).thenComparing(Damage::reason))
                .toList();
    }

    private Damage blockingIfLoop(Damage damage, boolean walked) {
        return walked && scanned.collected() && damage.reason() == DamageReason.SYMLINK_LOOP
                ? damage.blocking(GarbageCollectionMode.ALL)
                : damage;
    }

    private OptionalLong lastPush() {
        return scanned.tags().stream()
                .map(ScannedTag::link)
                .filter(Link.Target.class::isInstance)
                .mapToLong(link -> ((Link.Target) link).modifiedMillis())
                .max();
    }

    private void checkTag(int position, ScannedTag tag) {
        if (!tag.validName()) {
            breaks(tag, List.of(at(DamageReason.TAG_NAME_INVALID, tag)));
        } else {
            tag.link()
                    .targetDigest()
                    .ifPresentOrElse(
                            digest -> checkManifest(position, tag, digest),
                            () -> tag.link().fault().ifPresent(reason -> checkLink(tag, reason)));
        }
    }

    private void checkLink(ScannedTag tag, DamageReason reason) {
        boolean fetched = proxy && reason.isAbsence();
        if (reason.hidesWhatIsThere()) {
            at(reason, tag);
            unknownTags++;
        } else if (!fetched) {
            breaks(tag, List.of(at(reason, tag)));
        }
    }

    private void checkManifest(int position, ScannedTag tag, Digest digest) {
        Resolved resolved = resolver.resolve(digest);
        if (resolved instanceof Resolved.Found found) {
            sizeByDigest
                    .computeIfAbsent(found.target(), unused -> sizes.of(found))
                    .ifPresent(size -> tags.add(position, size));
        }
        if (resolved.equals(new Resolved.Missing(DamageReason.REVISION_MISSING))) {
            checkLink(tag, DamageReason.REVISION_MISSING);
        } else if (!scanned.revisions().containsKey(digest) && resolved instanceof Resolved.Refused refused) {
            breaks(tag, List.of(at(refused.reason(), tag)));
        } else if (!scanned.revisions().containsKey(digest) && resolved instanceof Resolved.Hidden) {
            unknownTags++;
        } else if (!faulty.isEmpty()) {
            ManifestChecker.Verdict verdict = whole.computeIfAbsent(digest, this::withAllBelow);
            unknownTags += verdict.hidden() && verdict.findings().isEmpty() ? 1 : 0;
            breaks(tag, verdict.findings());
        }
    }

    /** The verdict on a manifest and on all manifests below it. */
    private ManifestChecker.Verdict withAllBelow(Digest top) {
        List<Finding> all = new ArrayList<>();
        boolean hidden = false;
        Set<Digest> seen = new HashSet<>();
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (seen.add(digest)) {
                ManifestChecker.Verdict own = faulty.getOrDefault(digest, ManifestChecker.Verdict.SOUND);
                all.addAll(own.findings());
                hidden |= own.hidden();
                if (resolver.resolve(digest) instanceof Resolved.Found found
                        && found.stored().manifest() instanceof Manifest.Index index) {
                    index.manifests().forEach(open::push);
                }
            }
        }
        return new ManifestChecker.Verdict(all, hidden);
    }

    private void breaks(ScannedTag tag, List<Finding> found) {
        if (!found.isEmpty()) {
            Set<DamageReason> reasons = new TreeSet<>();
            String name = scanned.name() + ":" + tag.name();
            for (Finding finding : found) {
                finding.breaks(name);
                reasons.add(finding.reason());
            }
            broken.add(new BrokenTag(scanned.name(), tag.name(), List.copyOf(reasons)));
        }
    }

    private Finding at(DamageReason reason, ScannedTag tag) {
        return findings.at(reason, Layout.tagPath(scanned.name(), tag.name()));
    }
}
