package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the entries of one repository that end a garbage collection with an error (R28). */
final class BlockerFinder {
    private static final Set<GarbageCollectionMode> ALL = GarbageCollectionMode.ALL;
    private static final Set<GarbageCollectionMode> UNTAGGED = Set.of(GarbageCollectionMode.GC_DELETE_UNTAGGED);

    private final ScannedRepository scanned;
    private final Resolver resolver;
    private final BlobLookup blobs;
    private final RegistryVersion version;
    private final ManifestChecker manifests;
    private final Findings findings;

    BlockerFinder(
            Resolver resolver,
            BlobLookup blobs,
            RegistryVersion version,
            ManifestChecker manifests,
            Findings findings) {
        this.scanned = resolver.repository();
        this.resolver = resolver;
        this.blobs = blobs;
        this.version = version;
        this.manifests = manifests;
        this.findings = findings;
    }

    /** Adds the entries to the findings. */
    void find(Map<GarbageCollectionMode, MarkPhase.Visit> visits) {
        scanned.tagsFault().ifPresent(reason -> findings.at(reason, tags()));
        scanned.layers().faults().forEach((algorithm, reason) -> findings.at(reason, below(layers(), algorithm)));
        // If a manifest cannot be read, a collection keeps the blobs that these links name.
        scanned.layers().others().forEach((digest, link) -> {
            if (isHidden(link)) {
                findings.at(reason(link), Layout.layerPath(scanned.name(), digest));
            }
        });
        if (!scanned.collected()) {
            if (!scanned.revisions().isEmpty()) {
                // The collection of 2.x does not see the repository, and deletes its blobs.
                findings.at(DamageReason.LAYERS_MISSING, repository());
            }
            return;
        }
        findInRevisions();
        if (version == RegistryVersion.V3) {
            findInLayers(scanned.layers());
        }
        new EnumMap<>(visits).forEach((mode, visit) -> visit.unreadable().forEach(digest -> unreadable(digest, mode)));
        MarkPhase.Visit untagged = visits.get(GarbageCollectionMode.GC_DELETE_UNTAGGED);
        if (untagged.asksForTags()) {
            findInTags(untagged.needsTags());
        }
    }

    private void findInRevisions() {
        String revisions = String.join("/", repository(), Layout.MANIFESTS, Layout.REVISIONS);
        faults(scanned.revisionFaults(), revisions, false);
        for (ScannedRevision revision : scanned.revisions().values()) {
            if (revision.listed() && endsWalk(revision.link())) {
                findings.at(reason(revision.link()), manifests.path(revision)).blocks(ALL);
            }
        }
        odd(scanned.oddRevisions());
    }

    private void findInLayers(LayerLinks layers) {
        if (!layers.isThere()) {
            findings.at(DamageReason.LAYERS_MISSING, repository()).blocks(ALL);
        }
        faults(layers.faults(), layers(), true);
        layers.others().forEach((digest, link) -> {
            if (endsWalk(link)) {
                layer(digest, link).blocks(ALL);
            }
        });
        odd(layers.odd());
        layers.namedByOthers().forEach(number -> findLayer(layers, number));
        if (!blobs.scanned().blobFaults().isEmpty()) {
            layers.plain().forEach(this::findLayerBlob);
        }
    }

    /** The walk through the layers looks up the digest that a link names, as a pull does: its link, and then its blob. */
    private void findLayer(LayerLinks layers, int number) {
        Link link = layers.get(number);
        if (link instanceof Link.Target target) {
            findLayerBlob(blobs.scanned().digests().numberOf(target.digest()));
        } else if (isRefused(link)) {
            layer(blobs.scanned().digests().digest(number), link).blocks(ALL);
        }
    }

    private void findLayerBlob(int number) {
        Digest digest = blobs.scanned().digests().digest(number);
        blobs.scanned()
                .blobFaults()
                .of(number, digest)
                .filter(reason -> !reason.hidesWhatIsThere() && !reason.isAbsence())
                .ifPresent(
                        reason -> findings.at(reason, Layout.layerPath(scanned.name(), digest), Layout.blobPath(digest))
                                .blocks(ALL));
    }

    /** The finding of a link that a manifest needs exists already. */
    private Finding layer(Digest digest, Link link) {
        String path = Layout.layerPath(scanned.name(), digest);
        return findings.find(DamageReason.LAYER_LINK_MISSING, path, digest.toString())
                .orElseGet(() -> findings.at(reason(link), path));
    }

    /**
     * Faults of directories that a walk enters.
     *
     * @param needed whether the walk also fails if there is no such directory
     */
    private void faults(Map<String, DamageReason> faults, String directory, boolean needed) {
        faults.forEach((algorithm, reason) -> {
            boolean top = algorithm.isEmpty();
            Finding finding = findings.at(reason, below(directory, algorithm));
            boolean ends = top ? needed || !reason.isAbsence() : reason == DamageReason.SYMLINK_LOOP;
            if (ends && !reason.hidesWhatIsThere()) {
                finding.blocks(ALL);
            }
        });
    }

    private void odd(List<OddLink> links) {
        for (OddLink odd : links) {
            if (endsWalk(odd.link())) {
                findings.at(reason(odd.link()), odd.path()).blocks(ALL);
            } else if (isHidden(odd.link())) {
                findings.at(reason(odd.link()), odd.path());
            }
        }
    }

    private void unreadable(Digest digest, GarbageCollectionMode mode) {
        ScannedRevision revision = scanned.revisions().get(digest);
        if (revision != null && resolver.follow(revision) instanceof Resolved.Refused refused) {
            findings.at(refused.reason(), manifests.path(revision)).blocks(Set.of(mode));
        } else if (resolver.resolve(digest) instanceof Resolved.Refused refused) {
            findings.at(refused.reason(), String.join("/", repository(), Layout.MANIFESTS, Layout.REVISIONS))
                    .blocks(Set.of(mode));
        }
    }

    private void findInTags(boolean needsTags) {
        Optional<DamageReason> fault = scanned.tagsFault();
        boolean missing =
                !scanned.hasTags() && fault.map(DamageReason::isAbsence).orElse(true);
        if (missing && needsTags && version == RegistryVersion.V2) {
            fault.map(reason -> findings.at(reason, tags()))
                    .orElseGet(() -> findings.at(DamageReason.TAGS_MISSING, repository() + "/" + Layout.MANIFESTS))
                    .blocks(UNTAGGED);
        }
        fault.filter(reason -> !reason.isAbsence() && !reason.hidesWhatIsThere())
                .ifPresent(reason -> findings.at(reason, tags()).blocks(UNTAGGED));
        for (ScannedTag tag : scanned.tags()) {
            if (isRefused(tag.link())) {
                findings.at(
                                tag.validName() ? reason(tag.link()) : DamageReason.TAG_NAME_INVALID,
                                Layout.tagPath(scanned.name(), tag.name()))
                        .blocks(UNTAGGED);
            }
        }
    }

    private String repository() {
        return Layout.REPOSITORIES + "/" + scanned.name();
    }

    private String tags() {
        return String.join("/", repository(), Layout.MANIFESTS, Layout.TAGS);
    }

    private String layers() {
        return repository() + "/" + Layout.LAYERS;
    }

    private static String below(String directory, String algorithm) {
        return algorithm.isEmpty() ? directory : directory + "/" + algorithm;
    }

    /** Whether a walk ends with an error at this link; the walk ignores entries that are not files. */
    static boolean endsWalk(Link link) {
        return !(link instanceof Link.Directory) && isRefused(link) && reason(link) != DamageReason.NOT_A_DIRECTORY;
    }

    /** Whether the registry answers with an error when a client asks for this link. */
    static boolean isRefused(Link link) {
        return link.fault()
                .filter(reason -> !reason.isAbsence() && !reason.hidesWhatIsThere())
                .isPresent();
    }

    /** Whether the exporter cannot know which link the registry reads. */
    static boolean isHidden(Link link) {
        return link.fault().filter(DamageReason::hidesWhatIsThere).isPresent();
    }

    private static DamageReason reason(Link link) {
        return link.fault().orElseThrow();
    }
}
