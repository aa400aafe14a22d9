package io.registryexporter.simulator.fields;

import static io.registryexporter.simulator.fields.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.fields.Ownership.Applied;
import io.registryexporter.simulator.fields.Ownership.Conflict;
import io.registryexporter.simulator.fields.Ownership.Refused;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final Owner HUMAN = new Owner("human", Owner.Operation.UPDATE, "apps/v1", "");
    private static final Owner OPERATOR = new Owner("operator", Owner.Operation.APPLY, "apps/v1", "");
    private static final Owner OTHER = new Owner("other", Owner.Operation.APPLY, "apps/v1", "");

    private final Ownership ownership = new Ownership(BuiltInShape.root(), FieldSet.path("status"));
    private final ObjectNode registry = pod("{name: registry, image: 'registry:2'}");
    private final ManagedFields created =
            ownership.update(Defaults.blank("Deployment"), registry, ManagedFields.NONE, HUMAN, NOW);

    @Test
    void a_container_is_merged_in_by_its_name() {
        Applied applied = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");

        assertThat(applied.object())
                .isEqualTo(pod("{name: registry, image: 'registry:2'}, {name: exporter, image: 'exporter:1'}"));
        assertThat(applied.managers().of(OPERATOR).paths())
                .containsExactly(
                        ".spec.template.spec.containers[name=\"exporter\"]",
                        ".spec.template.spec.containers[name=\"exporter\"].image",
                        ".spec.template.spec.containers[name=\"exporter\"].name");
    }

    @Test
    void a_released_container_is_removed() {
        Applied first = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");

        Applied released = applied(first.object(), first.managers(), OPERATOR, object("{}"));

        assertThat(released.object()).isEqualTo(registry);
        assertThat(released.managers()).isEqualTo(created);
    }

    @Test
    void a_released_field_stays_if_somebody_else_owns_it() {
        Applied first = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");
        Applied second =
                apply(first.object(), first.managers(), OTHER, "{name: exporter, image: 'exporter:1', tty: true}");

        Applied released = applied(second.object(), second.managers(), OTHER, object("{}"));

        assertThat(released.object()).isEqualTo(first.object());
    }

    @Test
    void a_released_field_that_an_update_changed_stays() {
        Applied first = applied(registry, created, OPERATOR, object("{metadata: {labels: {a: '1', b: '1'}}}"));
        ObjectNode changed = first.object().deepCopy();
        changed.withObject("/metadata/labels").put("a", "2");
        ManagedFields managers = ownership.update(first.object(), changed, first.managers(), HUMAN, NOW);

        Applied released = applied(changed, managers, OPERATOR, object("{}"));

        assertThat(released.object().path("metadata")).isEqualTo(object("{labels: {a: '2'}}"));
    }

    @Test
    void what_somebody_else_owns_is_a_conflict() {
        Ownership.Outcome outcome =
                ownership.apply(registry, pod("{name: registry, image: 'registry:3'}"), created, OPERATOR, false, NOW);

        assertThat(outcome)
                .isEqualTo(new Refused(java.util.List.of(
                        new Conflict(HUMAN, ".spec.template.spec.containers[name=\"registry\"].image"))));
        assertThat(((Refused) outcome).conflicts().get(0).message()).isEqualTo("conflict with \"human\" using apps/v1");
    }

    @Test
    void the_same_value_is_owned_together() {
        Applied applied = apply(registry, created, OPERATOR, "{name: registry, image: 'registry:2'}");

        assertThat(applied.object()).isEqualTo(registry);
        assertThat(applied.managers().of(HUMAN)).isEqualTo(created.of(HUMAN));
        assertThat(applied.managers().of(OPERATOR).isEmpty()).isFalse();
    }

    @Test
    void force_takes_over() {
        Applied applied = (Applied)
                ownership.apply(registry, pod("{name: registry, image: 'registry:3'}"), created, OPERATOR, true, NOW);

        assertThat(applied.object()).isEqualTo(pod("{name: registry, image: 'registry:3'}"));
        assertThat(applied.managers().of(HUMAN).paths())
                .doesNotContain(".spec.template.spec.containers[name=\"registry\"].image")
                .contains(".spec.template.spec.containers[name=\"registry\"].name");
    }

    @Test
    void an_update_takes_what_it_changes_and_nothing_else() {
        Applied applied = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1', tty: true}");
        ObjectNode changed = pod("{name: registry, image: 'registry:2'}, {name: exporter, image: x, tty: true}");

        ManagedFields managers = ownership.update(applied.object(), changed, applied.managers(), HUMAN, NOW);

        assertThat(managers.of(OPERATOR).paths())
                .doesNotContain(".spec.template.spec.containers[name=\"exporter\"].image")
                .contains(".spec.template.spec.containers[name=\"exporter\"].tty");
        assertThat(managers.of(HUMAN).paths())
                .contains(".spec.template.spec.containers[name=\"exporter\"].image")
                .doesNotContain(".spec.template.spec.containers[name=\"exporter\"].tty");
    }

    @Test
    void what_an_update_removes_belongs_to_nobody() {
        Applied applied = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");

        ManagedFields managers = ownership.update(applied.object(), registry, applied.managers(), HUMAN, NOW);

        assertThat(managers).isEqualTo(created);
    }

    @Test
    void the_same_apply_again_changes_nothing() {
        Applied first = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");
        Applied again = (Applied) ownership.apply(
                first.object(),
                pod("{name: exporter, image: 'exporter:1'}"),
                first.managers(),
                OPERATOR,
                false,
                "2027-01-01T00:00:00Z");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_port_without_protocol_is_the_tcp_one() {
        ObjectNode live = pod("{name: a, ports: [{containerPort: 1, protocol: TCP, name: x}]}");

        Applied applied = (Applied) ownership.apply(
                live, pod("{name: a, ports: [{containerPort: 1}]}"), ManagedFields.NONE, OPERATOR, false, NOW);

        assertThat(applied.object()).isEqualTo(live);
    }

    @Test
    void lists_without_keys_are_replaced_as_a_whole() {
        ObjectNode live = pod("{name: a, args: [one, two]}");

        Applied applied = (Applied)
                ownership.apply(live, pod("{name: a, args: [three]}"), ManagedFields.NONE, OPERATOR, false, NOW);

        assertThat(applied.object()).isEqualTo(pod("{name: a, args: [three]}"));
    }

    @Test
    void finalizers_are_a_set() {
        Applied first = applied(registry, created, OPERATOR, object("{metadata: {finalizers: [example.org/a]}}"));
        Applied second =
                applied(first.object(), first.managers(), OTHER, object("{metadata: {finalizers: [example.org/b]}}"));

        Applied released = applied(second.object(), second.managers(), OPERATOR, object("{}"));

        assertThat(second.object().at("/metadata/finalizers")).hasSize(2);
        assertThat(released.object().path("metadata")).isEqualTo(object("{finalizers: [example.org/b]}"));
    }

    @Test
    void what_a_write_cannot_change_it_does_not_own() {
        Applied applied = applied(
                registry, created, OPERATOR, object("{metadata: {name: x, labels: {a: b}}, status: {replicas: 1}}"));

        assertThat(applied.managers().of(OPERATOR).paths()).containsExactly(".metadata.labels.a");
    }

    @Test
    void managed_fields_are_written_as_they_are_read() {
        Applied applied = apply(registry, created, OPERATOR, "{name: exporter, image: 'exporter:1'}");

        assertThat(ManagedFields.parse(applied.managers().toJson()).sameButTimes(applied.managers()))
                .isTrue();
        assertThat(applied.managers().of(OPERATOR).toV1()).isEqualTo(object("""
                        f:spec:
                          f:template:
                            f:spec:
                              f:containers:
                                'k:{"name":"exporter"}': {.: {}, f:image: {}, f:name: {}}
                        """));
    }

    private Applied apply(ObjectNode live, ManagedFields managers, Owner owner, String container) {
        return applied(live, managers, owner, pod(container));
    }

    private Applied applied(ObjectNode live, ManagedFields managers, Owner owner, ObjectNode config) {
        return (Applied) ownership.apply(live, config, managers, owner, false, NOW);
    }

    private static ObjectNode pod(String containers) {
        return object("{spec: {template: {spec: {containers: [" + containers + "]}}}}");
    }
}
