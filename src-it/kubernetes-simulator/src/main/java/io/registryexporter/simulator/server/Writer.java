package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.fields.ManagedFields;
import io.registryexporter.simulator.fields.Owner;
import io.registryexporter.simulator.fields.Ownership;
import io.registryexporter.simulator.fields.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Creates and changes objects by the rules that all of them share. */
final class Writer {
    private final ObjectStore store;
    private final Kinds kinds;
    private final Lifecycle lifecycle;
    private final Deletion deletion;

    Writer(ObjectStore store, Kinds kinds, Lifecycle lifecycle, Deletion deletion) {
        this.store = store;
        this.kinds = kinds;
        this.lifecycle = lifecycle;
        this.deletion = deletion;
    }

    Written create(Target target, JsonNode given, Author author) {
        requireKind(target.kind(), given);
        JsonNode metadata = given.path("metadata");
        if (!metadata.path("resourceVersion").asText().isEmpty()) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        Target named =
                new Target(target.kind(), target.namespace(), nameOf(target.kind(), metadata), target.subresource());
        requireNamespace(named);
        if (existing(named).isPresent()) {
            throw ApiError.alreadyExists(named.kind(), named.name());
        }
        ObjectNode object = lifecycle.created(named.kind(), given, named.namespace(), named.name());
        ManagedFields managers = ownership(named)
                .update(
                        named.kind().blank(),
                        object,
                        ManagedFields.NONE,
                        author.owner(Owner.Operation.UPDATE, named),
                        lifecycle.now());
        return insert(named, object, managers, author);
    }

    private static String nameOf(Kind kind, JsonNode metadata) {
        String name = metadata.path("name").asText();
        String prefix = metadata.path("generateName").asText();
        if (name.isEmpty() && prefix.isEmpty()) {
            throw ApiError.noName(kind);
        }
        return name.isEmpty() ? prefix + UUID.randomUUID().toString().substring(0, 5) : name;
    }

    private Written insert(Target target, ObjectNode object, ManagedFields managers, Author author) {
        Validation.created(target.kind(), object);
        setManagers(object, managers);
        if (author.dryRun()) {
            return new Written(object, true);
        }
        return new Written(put(target.kind(), object), true);
    }

    /** PUT. */
    Written replace(Target target, JsonNode given, Author author) {
        requireKind(target.kind(), given);
        String name = given.path("metadata").path("name").asText();
        if (!name.equals(target.name())) {
            throw ApiError.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + target.name() + ")");
        }
        ObjectNode before = existing(target).orElseThrow(() -> ApiError.notFound(target.kind(), target.name()));
        String uid = given.path("metadata").path("uid").asText();
        String actual = before.path("metadata").path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(actual)) {
            throw ApiError.conflict(
                    target.kind(),
                    target.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + actual);
        }
        return update(target, before, given, author);
    }

    /** Changes the object as it is at the moment. */
    Written change(Target target, UnaryOperator<JsonNode> change, Author author) {
        ObjectNode before = existing(target).orElseThrow(() -> ApiError.notFound(target.kind(), target.name()));
        JsonNode given = change.apply(before);
        requireSameUid(target, before, given);
        return update(target, before, given, author);
    }

    private Written update(Target target, ObjectNode before, JsonNode given, Author author) {
        requireVersion(target, before, given);
        ManagedFields known = managersOf(target, before, given.path("metadata").path("managedFields"));
        ObjectNode after = lifecycle.updated(target.kind(), before, given, target.subresource());
        ManagedFields managers = ownership(target)
                .update(before, after, known, author.owner(Owner.Operation.UPDATE, target), lifecycle.now());
        return save(target, before, after, managers, author);
    }

    /** What the client sends counts, unless it knows nothing of managers; an empty entry forgets all of them. */
    private static ManagedFields managersOf(Target target, ObjectNode before, JsonNode given) {
        ManagedFields live = ManagedFields.parse(before.path("metadata").path("managedFields"));
        if (!target.subresource().isEmpty() || given.isMissingNode() || given.isNull()) {
            return live;
        }
        boolean reset = given.isEmpty() || (given.size() == 1 && given.get(0).isEmpty());
        return reset ? ManagedFields.NONE : ManagedFields.parse(given);
    }

    /** Server-side apply. */
    Written apply(Target target, ObjectNode config, Author author) {
        requireKind(target.kind(), config);
        if (author.manager().isEmpty()) {
            throw ApiError.noManager();
        }
        if (config.path("metadata").has("managedFields")) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        ObjectNode clean = (ObjectNode) Trees.withoutNulls(config);
        Optional<ObjectNode> before = existing(target);
        return before.isPresent() ? applyTo(target, before.get(), clean, author) : applyNew(target, clean, author);
    }

    private Written applyNew(Target target, ObjectNode config, Author author) {
        if (!target.subresource().isEmpty()) {
            throw ApiError.notFound(target.kind(), target.name());
        }
        String uid = config.path("metadata").path("uid").asText();
        if (!uid.isEmpty()) {
            throw ApiError.conflict(
                    target.kind(),
                    target.name(),
                    "uid mismatch: the provided object specified uid " + uid + ", and no existing object was found");
        }
        requireNamespace(target);
        Ownership.Applied applied = applied(target, target.kind().blank(), config, ManagedFields.NONE, author);
        ObjectNode object = lifecycle.created(target.kind(), applied.object(), target.namespace(), target.name());
        return insert(target, object, applied.managers(), author);
    }

    private Written applyTo(Target target, ObjectNode before, ObjectNode config, Author author) {
        requireSameUid(target, before, config);
        requireVersion(target, before, config);
        ManagedFields known = ManagedFields.parse(before.path("metadata").path("managedFields"));
        ObjectNode live = before.deepCopy();
        live.withObject("/metadata").remove("managedFields");
        Ownership.Applied applied = applied(target, live, config, known, author);
        ObjectNode after = lifecycle.updated(target.kind(), before, applied.object(), target.subresource());
        return save(target, before, after, applied.managers(), author);
    }

    private Ownership.Applied applied(
            Target target, ObjectNode live, ObjectNode config, ManagedFields known, Author author) {
        Owner owner = author.owner(Owner.Operation.APPLY, target);
        Ownership.Outcome outcome =
                ownership(target).apply(live, config, known, owner, author.force(), lifecycle.now());
        if (outcome instanceof Ownership.Refused refused) {
            List<Ownership.Conflict> left = LastApplied.unexpected(refused.conflicts(), live, target.kind(), author);
            if (!left.isEmpty()) {
                throw ApiError.applyConflict(left);
            }
            return applied(target, live, config, known, new Author(author.manager(), true, author.dryRun()));
        }
        return (Ownership.Applied) outcome;
    }

    private Written save(Target target, ObjectNode before, ObjectNode after, ManagedFields managers, Author author) {
        Kind kind = target.kind();
        Validation.updated(kind, before, after);
        setManagers(after, managers);
        if (isSame(before, after)) {
            return new Written(before, false);
        }
        if (author.dryRun()) {
            return new Written(after, false);
        }
        if (Deletion.isDone(kind, after)) {
            return new Written(Forms.served(kind, deletion.remove(kind, Forms.stored(kind, after))), false);
        }
        return new Written(put(kind, after), false);
    }

    private ObjectNode put(Kind kind, ObjectNode served) {
        ObjectNode stored = store.put(kind.storage(), Forms.stored(kind, served));
        if (kind.storage().equals(Kinds.CRD)) {
            kinds.install(store.list(Kinds.CRD, ""));
        }
        return Forms.served(kind, stored);
    }

    private static boolean isSame(ObjectNode before, ObjectNode after) {
        return withoutManagers(before).equals(withoutManagers(after))
                && ManagedFields.parse(before.path("metadata").path("managedFields"))
                        .sameButTimes(ManagedFields.parse(after.path("metadata").path("managedFields")));
    }

    private static ObjectNode withoutManagers(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.withObject("/metadata").remove("managedFields");
        return copy;
    }

    private static void setManagers(ObjectNode object, ManagedFields managers) {
        ObjectNode metadata = object.withObject("/metadata");
        metadata.remove("managedFields");
        if (!managers.entries().isEmpty()) {
            metadata.set("managedFields", managers.toJson());
        }
    }

    private Optional<ObjectNode> existing(Target target) {
        return store.get(target.kind().storage(), target.namespace(), target.name())
                .map(stored -> Forms.served(target.kind(), stored));
    }

    private static Ownership ownership(Target target) {
        return new Ownership(target.kind().shape(), target.kind().ignored(target.subresource()));
    }

    private static void requireKind(Kind kind, JsonNode given) {
        String type = given.path("apiVersion").asText() + ", Kind="
                + given.path("kind").asText();
        boolean open = !given.has("kind") && !given.has("apiVersion");
        if (!given.isObject() || (!open && !type.equals(kind.apiVersion() + ", Kind=" + kind.kind()))) {
            throw ApiError.badRequest("the API version in the data (" + type + ") does not match the expected one ("
                    + kind.apiVersion() + ", Kind=" + kind.kind() + ")");
        }
    }

    private static void requireSameUid(Target target, ObjectNode before, JsonNode given) {
        String uid = given.path("metadata").path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(before.path("metadata").path("uid").asText())) {
            String problem = "Invalid value: \"" + uid + "\": field is immutable";
            throw ApiError.invalid(target.kind(), target.name(), Map.of("metadata.uid", problem));
        }
    }

    private static void requireVersion(Target target, ObjectNode before, JsonNode given) {
        String version = given.path("metadata").path("resourceVersion").asText();
        boolean stale =
                !version.equals(before.path("metadata").path("resourceVersion").asText());
        if (!version.isEmpty() && !version.equals("0") && stale) {
            throw ApiError.modified(target.kind(), target.name());
        }
    }

    private void requireNamespace(Target target) {
        if (!target.kind().namespaced()) {
            return;
        }
        Kind namespaces = kinds.namespaces();
        JsonNode namespace = store.get(namespaces.storage(), "", target.namespace())
                .orElseThrow(() -> ApiError.notFound(namespaces, target.namespace()));
        if (namespace.path("metadata").has("deletionTimestamp")) {
            throw ApiError.terminating(target.kind(), target.name(), target.namespace());
        }
    }
}
