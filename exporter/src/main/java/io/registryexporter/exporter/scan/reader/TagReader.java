package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.ScannedTag;
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
public final class TagReader {
    private static final List<String> TAGS = List.of(Layout.MANIFESTS, Layout.TAGS);

    private final StorageFiles files;
    private final Layout layout;
    private final LinkReader links;
    private final UnfinishedWrites unfinished;
    private final RegistryVersion version;

    public TagReader(StorageFiles files, Layout layout, UnfinishedWrites unfinished, RegistryVersion version) {
        this.files = files;
        this.layout = layout;
        this.links = new LinkReader(files);
        this.unfinished = unfinished;
        this.version = version;
    }

    /**
     * The tags of a repository.
     *
     * @param tags those that the registry lists
     * @param there whether the repository has a directory {@code tags}, or is about to get one
     * @param fault why not all tags could be listed
     */
    public record Listed(List<ScannedTag> tags, boolean there, Optional<DamageReason> fault) {}

    /** All tags of a repository; entries that the registry does not list are damage. */
    public Reading<Listed> list(FoundRepository repository) {
        try (RepositoryListing listing = RepositoryListing.list(files, repository, TAGS)) {
            List<ScannedTag> tags = listing.directory()
                    .map(directory -> ReaderPool.stream(directory.names())
                            .flatMap(name -> read(repository, directory, name).stream())
                            .toList())
                    .orElseGet(List::of);
            boolean there = listing.directory().isPresent() || isFirstBeingPushed(repository);
            Set<ScannedTag> dangling =
                    tags.stream().filter(tag -> isNotListed(repository, tag)).collect(Collectors.toSet());
            List<ScannedTag> listed = dangling.isEmpty()
                    ? tags
                    : tags.stream().filter(tag -> !dangling.contains(tag)).toList();
            return new Reading<>(
                    new Listed(listed, there, listing.fault()),
                    dangling.stream()
                            .map(tag -> repository.damage(
                                    layout,
                                    DamageReason.SYMLINK_BROKEN,
                                    directory(repository).resolve(tag.name())))
                            .toList());
        }
    }

    /** 3.x looks at each entry before it lists the entry, and finds nothing behind a broken symbolic link. */
    private boolean isNotListed(FoundRepository repository, ScannedTag tag) {
        Node.Faulty broken = new Node.Faulty(DamageReason.SYMLINK_BROKEN);
        return version == RegistryVersion.V3
                && tag.link().equals(new Link.Faulty(DamageReason.SYMLINK_BROKEN))
                && files.look(directory(repository).resolve(tag.name())).equals(broken);
    }

    /** A registry writes the directory together with the first tag, a moment after the first manifest. */
    private boolean isFirstBeingPushed(FoundRepository repository) {
        Path manifests = repository.directory().resolve(Layout.MANIFESTS);
        return DirectoryTimes.of(manifests)
                .filter(times -> !unfinished.isDamage(layout.describe(manifests), times.modified()))
                .isPresent();
    }

    /** Reads a tag again that was listed; an empty or missing link may be damage now. */
    public Optional<ScannedTag> readAgain(FoundRepository repository, ScannedTag tag) {
        Path entry = directory(repository).resolve(tag.name());
        Link link = links.read(entry, List.of(Layout.CURRENT, Layout.LINK));
        return tag(tag.name(), link, () -> files.look(entry)).map(again -> judge(repository, again));
    }

    /** Whether the link may be another one a moment later. */
    public static boolean mayBeInFlux(Link link) {
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

    /** The registry's garbage collection reads the link too, or ends at a name that no path may have (R28). */
    private Link linkOfOddName(Path entry) {
        if (!Layout.isAccepted(entry.getFileName().toString())) {
            return new Link.Faulty(DamageReason.TAG_NAME_INVALID);
        }
        return files.look(entry).fold(new Node.Cases<Link>() {
            @Override
            public Link file(Node.File file) {
                return new Link.Faulty(DamageReason.NOT_A_DIRECTORY);
            }

            @Override
            public Link directory(Node.Directory directory) {
                return links.read(entry, List.of(Layout.CURRENT, Layout.LINK)).emptyAsFault();
            }

            @Override
            public Link missing() {
                return new Link.Absent();
            }

            @Override
            public Link faulty(DamageReason reason) {
                return new Link.Faulty(reason);
            }
        });
    }

    private ScannedTag judge(FoundRepository repository, ScannedTag tag) {
        String path = Layout.tagPath(repository.name(), tag.name());
        if (tag.link() instanceof Link.Empty empty) {
            return unfinished.isDamage(path, empty.modified())
                    ? new ScannedTag(tag.name(), new Link.Faulty(DamageReason.LINK_EMPTY), true)
                    : tag;
        }
        boolean beingPushed = isWithoutCurrent(tag.link())
                && DirectoryTimes.of(directory(repository).resolve(tag.name()))
                        .filter(times -> !unfinished.isDamage(path, times.modified()))
                        .isPresent();
        return beingPushed ? new ScannedTag(tag.name(), new Link.Absent(), true) : tag;
    }

    private static boolean isWithoutCurrent(Link link) {
        return link instanceof Link.Faulty faulty && faulty.reason() == DamageReason.TAG_WITHOUT_CURRENT;
    }

    /** The directory in which tags come and go. */
    public static Path directory(FoundRepository repository) {
        return repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.TAGS);
    }
}
