package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lists objects page by page, so that no answer of the API server holds all objects: each may be large. */
public final class Pages {
    /** Objects per page; an object may have 1.5 MiB. */
    public static final long SIZE = 20;

    private Pages() {}

    /** All objects of a list. */
    public static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> all(Listable<L> listable) {
        return until(listable, found -> false);
    }

    /** The objects of the first pages of a list, up to the page with which they are enough. */
    static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> until(
            Listable<L> listable, Predicate<List<T>> enough) {
        List<T> all = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent() && !enough.test(all)) {
            L page = listable.list(new ListOptionsBuilder()
                    .withLimit(SIZE)
                    .withContinue(next.filter(token -> !token.isEmpty()).orElse(null))
                    .build());
            all.addAll(page.getItems());
            next = Optional.ofNullable(page.getMetadata())
                    .flatMap(metadata -> Optional.ofNullable(metadata.getContinue()))
                    .filter(token -> !token.isEmpty());
        }
        return all;
    }
}
