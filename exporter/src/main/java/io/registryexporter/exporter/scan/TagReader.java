package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.TagName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the tags of a repository: every entry of {@code _manifests/tags}, as the registry's API lists them (R6). */
final class TagReader {
    private static final List<String> TAGS = List.of(Layout.MANIFESTS, Layout.TAGS);

    private final StorageFiles files;
    private final Layout layout;
    private final LinkReader links;
    private final UnsettledEntries unsettled;
    private final RegistryVersion version;

    TagReader(
            StorageFiles files, Layout layout, LinkReader links, UnsettledEntries unsettled, RegistryVersion version) {
        this.version = version;
        this.files = files;
        this.layout = layout;
        this.links = links;
        this.unsettled = unsettled;
    }

    /**
     * All tags of a repository.
     *
     * @param there whether it has a directory {@code tags}, or is about to get it
     * @param fault why not all of them could be listed
     * @param damages entries that the registry does not list
     */
    record Listed(List<ScannedTag> tags, boolean there, Optional<DamageReason> fault, List<Damage> damages) {}

    Listed list(FoundRepository repository) {
        try (RepositoryListing listing = RepositoryListing.list(files, repository, TAGS)) {
            List<ScannedTag> tags = listing.directory()
                    .map(directory -> Readers.stream(directory.names())
                            .flatMap(name -> read(repository, directory, name).stream())
                            .toList())
                    .orElseGet(List::of);
            boolean there = listing.directory().isPresent() || isFirstBeingPushed(repository);
            Set<ScannedTag> dangling =
                    tags.stream().filter(tag -> isNotListed(repository, tag)).collect(Collectors.toSet());
            return new Listed(
                    dangling.isEmpty()
                            ? tags
                            : tags.stream()
                                    .filter(tag -> !dangling.contains(tag))
                                    .toList(),
                    there,
                    listing.fault(),
                    dangling.stream()
                            .map(tag -> repository.damage(
                                    layout,
                                    DamageReason.SYMLINK_BROKEN,
                                    directory(repository).resolve(tag.name())))
                            .toList());
        }
    }

    /** 3.x looks at each entry before it lists it, and finds nothing where a symbolic link leads nowhere. */
    private boolean isNotListed(FoundRepository repository, ScannedTag tag) {
        Node.Faulty broken = new Node.Faulty(DamageReason.SYMLINK_BROKEN);
        return version == RegistryVersion.V3
                && tag.link().equals(new Link.Faulty(DamageReason.SYMLINK_BROKEN))
                && files.look(directory(repository).resolve(tag.name())).equals(broken);
    }

    /** The first tag of a repository comes a moment after its first manifest, and with it the directory. */
    private boolean isFirstBeingPushed(FoundRepository repository) {
        Path manifests = repository.directory().resolve(Layout.MANIFESTS);
        return DirectoryTimes.of(manifests)
                .filter(times -> !unsettled.isDamage(layout.describe(manifests), times.modified()))
                .isPresent();
    }

    /** Reads a tag that was listed before; a link that is empty, or not there, is judged now. */
    Optional<ScannedTag> readAgain(FoundRepository repository, ScannedTag tag) {
        Path entry = directory(repository).resolve(tag.name());
        Link link = links.read(entry, List.of(Layout.CURRENT, Layout.LINK));
        return tag(tag.name(), link, () -> files.look(entry)).map(again -> judge(repository, again));
    }

    /** Whether reading the link again, a moment later, may give something else. */
    static boolean mayBeInFlux(Link link) {
        return link instanceof Link.Empty || isWithoutCurrent(link);
    }

    private Optional<ScannedTag> read(FoundRepository repository, OpenDirectory directory, Path name) {
        Path entry = directory(repository).resolve(name);
        if (!TagName.isValid(name.toString())) {
            return Optional.of(new ScannedTag(layout.describe(name), linkOfOddName(entry), false));
        }
        return tag(
                name.toString(), links.read(directory, name, Layout.CURRENT_LINK), () -> directory.lookAtListed(name));
    }

    private static Optional<ScannedTag> tag(String name, Link link, Supplier<Node> look) {
        if (!(link instanceof Link.Absent)) {
            return Optional.of(new ScannedTag(name, link, true));
        }
        boolean vanished = look.get() instanceof Node.Missing;
        return vanished
                ? Optional.empty()
                : Optional.of(new ScannedTag(name, new Link.Faulty(DamageReason.TAG_WITHOUT_CURRENT), true));
    }

    /** The registry's collection reads it too, or ends at a name that it accepts in no path (R28). */
    private Link linkOfOddName(Path entry) {
        if (!Layout.isAccepted(entry.getFileName().toString())) {
            return new Link.Faulty(DamageReason.TAG_NAME_INVALID);
        }
        Node node = files.look(entry);
        if (node instanceof Node.Directory) {
            return links.read(entry, List.of(Layout.CURRENT, Layout.LINK)).settled();
        }
        return node instanceof Node.Faulty faulty
                ? new Link.Faulty(faulty.reason())
                : node instanceof Node.File ? new Link.Faulty(DamageReason.NOT_A_DIRECTORY) : new Link.Absent();
    }

    private ScannedTag judge(FoundRepository repository, ScannedTag tag) {
        String path = Layout.tagPath(repository.name(), tag.name());
        if (tag.link() instanceof Link.Empty empty) {
            return unsettled.isDamage(path, empty.modified())
                    ? new ScannedTag(tag.name(), new Link.Faulty(DamageReason.LINK_EMPTY), true)
                    : tag;
        }
        boolean beingPushed = isWithoutCurrent(tag.link())
                && DirectoryTimes.of(directory(repository).resolve(tag.name()))
                        .filter(times -> !unsettled.isDamage(path, times.modified()))
                        .isPresent();
        return beingPushed ? new ScannedTag(tag.name(), new Link.Absent(), true) : tag;
    }

    private static boolean isWithoutCurrent(Link link) {
        return link instanceof Link.Faulty faulty && faulty.reason() == DamageReason.TAG_WITHOUT_CURRENT;
    }

    /** In which tags come and go. */
    static Path directory(FoundRepository repository) {
        return repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.TAGS);
    }
}
