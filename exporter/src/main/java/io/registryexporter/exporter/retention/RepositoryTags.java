package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Resolved;
import io.registryexporter.exporter.inventory.Resolver;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The tags of a repository, as far as a rule may know them.
 *
 * @param known those whose manifest and push time can be read
 */
record RepositoryTags(List<KnownTag> known, List<UnknownTag> unknown) {
    private static final String IN_FLUX = "a registry may be writing it";
    private static final String NO_TIME = "the time of its push";

    /**
     * Reads the tags.
     *
     * @param broken the names of the tags that clients cannot pull whole
     */
    static RepositoryTags of(Resolver resolver, DigestTable digests, Set<String> broken) {
        List<KnownTag> known = new ArrayList<>();
        List<UnknownTag> unknown = new ArrayList<>();
        for (ScannedTag tag : resolver.repository().tags()) {
            Optional<String> problem = problem(resolver, tag);
            if (problem.isPresent()) {
                unknown.add(new UnknownTag(tag.name(), tag.link().targetDigest(), pushed(tag), problem.get()));
            } else if (tag.link() instanceof Link.Target target) {
                known.add(new KnownTag(
                        tag.name(),
                        target.digest(),
                        digests.numberOf(target.digest()),
                        target.modifiedMillis(),
                        ReferrerTag.subject(tag.name()),
                        !broken.contains(tag.name())));
            }
        }
        return new RepositoryTags(known, unknown);
    }

    private static Optional<String> problem(Resolver resolver, ScannedTag tag) {
        if (!tag.validName()) {
            return Optional.of(DamageReason.TAG_NAME_INVALID.label());
        }
        if (tag.link() instanceof Link.Target target) {
            return pushed(tag).isEmpty() ? Optional.of(NO_TIME) : problem(resolver.resolve(target.digest()));
        }
        return Optional.of(tag.link().fault().map(DamageReason::label).orElse(IN_FLUX));
    }

    /** A time before 1970, or at its very beginning, is none that a push has left. */
    private static OptionalLong pushed(ScannedTag tag) {
        return tag.link() instanceof Link.Target target && target.modifiedMillis() > 0
                ? OptionalLong.of(target.modifiedMillis())
                : OptionalLong.empty();
    }

    private static Optional<String> problem(Resolved resolved) {
        if (resolved instanceof Resolved.Found) {
            return Optional.empty();
        } else if (resolved instanceof Resolved.Missing missing) {
            return Optional.of(missing.reason().label());
        } else if (resolved instanceof Resolved.Refused refused) {
            return Optional.of(refused.reason().label());
        } else if (resolved instanceof Resolved.Hidden hidden) {
            return Optional.of(hidden.reason().label());
        }
        return Optional.of(IN_FLUX);
    }
}
