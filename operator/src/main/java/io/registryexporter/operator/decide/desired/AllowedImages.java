package io.registryexporter.operator.decide.desired;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The images that may run.
 *
 * @param own the image of the operator's settings, which may always run
 */
public record AllowedImages(List<ImagePrefix> prefixes, String own) {
    public AllowedImages {
        prefixes = List.copyOf(prefixes);
    }

    /** The images with those prefixes; empty if a prefix cannot begin any image. */
    public static Optional<AllowedImages> of(List<String> written, String own) {
        List<ImagePrefix> prefixes =
                written.stream().flatMap(text -> ImagePrefix.of(text).stream()).toList();
        return prefixes.size() < written.size() ? Optional.empty() : Optional.of(new AllowedImages(prefixes, own));
    }

    boolean allows(String image) {
        return isOwn(image) || prefixes.stream().anyMatch(prefix -> prefix.admits(image));
    }

    private boolean isOwn(String image) {
        return image.equals(own)
                || ImagePrefix.image(image)
                        .filter(full -> ImagePrefix.image(own).equals(Optional.of(full)))
                        .isPresent();
    }

    @Override
    public String toString() {
        return prefixes.stream().map(ImagePrefix::toString).collect(Collectors.joining(" or "));
    }
}
