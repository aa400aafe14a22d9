package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Which image does what; the last rule that fits decides. */
final class Images {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private record Rule(Predicate<String> image, Behaviour behaviour) {}

    void set(Predicate<String> image, Behaviour behaviour) {
        rules.add(new Rule(image, behaviour));
    }

    Behaviour of(Container container) {
        return rules.stream()
                .filter(rule -> rule.image.test(container.getImage()))
                .map(Rule::behaviour)
                .reduce(Behaviour.RUNS, (earlier, later) -> later);
    }

    boolean any(PodSpec pod, Behaviour behaviour) {
        return pod.getContainers().stream().anyMatch(container -> of(container) == behaviour);
    }
}
