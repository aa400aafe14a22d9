package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which volume shares the storage, and when none does. */
class SharedVolumeTest {

    @Test
    void the_longest_matching_mount_wins() {
        Registries registry = registry()
                .mount("root", "/")
                .mount("storage", "/var/lib/registry")
                .mount("lib", "/var/lib")
                .pvc("root")
                .pvc("storage")
                .pvc("lib");
        assertThat(volume(registry, "/var/lib/registry")).isEqualTo("storage");
    }

    @Test
    void a_mount_deeper_than_the_root_directory_has_the_storage() {
        Registries registry = registry()
                .mount("root", "/var/lib/registry")
                .mount("storage", "/var/lib/registry/docker/registry/v2")
                .pvc("root")
                .pvc("storage");
        assertThat(volume(registry, "/var/lib/registry")).isEqualTo("storage");
    }

    @Test
    void volumes_inside_the_storage_are_shared_too() {
        Registries registry = registry()
                .mount("storage", "/var/lib/registry")
                .mount("blobs", "/var/lib/registry/docker/registry/v2/blobs")
                .mount("tmp", "/var/lib/registry/tmp")
                .pvc("storage")
                .pvc("blobs")
                .pvc("tmp");
        assertThat(Detecting.in(registry).found().mountsBelow())
                .extracting(VolumeMount::getName)
                .containsExactly("blobs");
    }

    @Test
    void volumes_inside_the_storage_hold_it_together_where_none_is_above() {
        Registries registry = registry()
                .mount("blobs", "/var/lib/registry/docker/registry/v2/blobs")
                .mount("names", "/var/lib/registry/docker/registry/v2/repositories", "names")
                .pvc("blobs")
                .pvc("names");
        RegistryStorage found = Detecting.in(registry).found();
        assertThat(found.path()).isEqualTo("/var/lib/registry/docker/registry/v2");
        assertThat(found.mount().getName()).isEqualTo("blobs");
        assertThat(found.mountsBelow()).extracting(VolumeMount::getSubPath).containsExactly("names");
        assertThat(found.volumes()).isEqualTo("blobs, names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories", "repositories/team", "_uploads"})
    void a_part_of_the_storage_is_not_shared_alone(String part) {
        Registries registry = registry()
                .mount("part", "/var/lib/registry/docker/registry/v2/" + part)
                .pvc("part");
        Detecting.in(registry)
                .assertRefused(
                        Reason.NO_SHARED_VOLUME,
                        "the volumes below /var/lib/registry/docker/registry/v2 do not hold both blobs and repositories");
    }

    @Test
    void a_volume_inside_the_storage_that_cannot_be_shared_refuses_the_whole() {
        Registries registry = registry()
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .mount(new VolumeMountBuilder()
                        .withName("blobs")
                        .withMountPath("/var/lib/registry/docker/registry/v2/blobs")
                        .withSubPathExpr("$(POD_NAME)")
                        .build())
                .pvc("blobs");
        Detecting.in(registry)
                .assertRefused(Reason.NO_SHARED_VOLUME, "volume blobs is mounted there with a subPathExpr");
    }

    @Test
    void the_volume_of_a_registry_that_is_a_native_sidecar_is_shared() {
        Registries registry = Registries.deployment()
                .container("app", "example.org/app:1")
                .nativeSidecar("cache", "registry:2")
                .mount("storage", "/var/lib/registry")
                .pvc("storage");
        assertThat(Detecting.in(registry).found().container()).isEqualTo("cache");
        assertThat(Detecting.in(registry).found().volumes()).isEqualTo("storage");
    }

    @Test
    void a_path_is_compared_by_its_parts() {
        Registries registry = registry().mount("other", "/data").pvc("other");
        Detecting.in(registry)
                .wanted("/database")
                .assertRefused(
                        Reason.NO_SHARED_VOLUME,
                        "the storage of container registry is /database by spec.registry.storagePath",
                        "no volume is mounted there or above");
    }

    @Test
    void a_mount_at_the_root_has_everything() {
        assertThat(volume(registry().mount("root", "/").pvc("root"), "/data")).isEqualTo("root");
    }

    @ParameterizedTest
    @CsvSource({
        "/data, /data",
        "/data/, /data",
        "/data, /data/",
        "//data//, /data",
        "/data, /data/docker/registry/v2",
        "/data, /data/docker/registry/v2/",
        "/data/docker, /data",
        "/data, //data",
        "/data, /data/.",
        "/data, /other/../data"
    })
    void slashes_dots_and_the_v2_directory_make_no_difference(String mount, String wanted) {
        Registries registry = registry().mount("storage", mount).pvc("storage");
        assertThat(Detecting.in(registry).wanted(wanted).found().path()).isEqualTo("/data/docker/registry/v2");
    }

    @Test
    void a_path_that_leaves_the_mount_is_not_on_it() {
        Detecting.in(registry().mount("storage", "/data").pvc("storage"))
                .wanted("/data/../elsewhere")
                .assertRefused(Reason.NO_SHARED_VOLUME, "no volume is mounted there or above");
    }

    @Test
    void a_relative_path_is_on_no_volume() {
        Detecting.in(registry().mount("storage", "/data").pvc("storage"))
                .wanted("data")
                .assertRefused(Reason.NO_SHARED_VOLUME, "no volume is mounted there or above");
    }

    @Test
    void the_sub_path_of_the_registrys_mount_is_kept() {
        Registries registry =
                registry().mount("storage", "/data", "registry/images").pvc("storage");
        assertThat(Detecting.in(registry).wanted("/data").found().mount().getSubPath())
                .isEqualTo("registry/images");
    }

    @Test
    void a_sub_path_made_of_variables_cannot_be_shared() {
        Registries registry = registry()
                .mount(new VolumeMountBuilder()
                        .withName("storage")
                        .withMountPath("/data")
                        .withSubPathExpr("$(POD_NAME)")
                        .build())
                .pvc("storage");
        Detecting.in(registry)
                .wanted("/data")
                .assertRefused(Reason.NO_SHARED_VOLUME, "volume storage is mounted there with a subPathExpr");
    }

    @Test
    void a_claim_that_the_stateful_set_makes_is_a_volume() {
        Registries registry = Registries.statefulSet()
                .container("registry", "registry:2")
                .mount("storage", "/var/lib/registry")
                .claimTemplate("storage");
        assertThat(Detecting.in(registry).found().mount().getName()).isEqualTo("storage");
    }

    @Test
    void a_directory_of_the_pod_or_of_the_node_can_be_shared() {
        Registries registry = registry()
                .mount("storage", "/data")
                .volume(new VolumeBuilder()
                        .withName("storage")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
        assertThat(volume(registry, "/data")).isEqualTo("storage");
    }

    @Test
    void a_volume_of_a_config_map_holds_no_storage() {
        Detecting.in(registry().mount("storage", "/data").configMap("storage", "some"))
                .wanted("/data")
                .assertRefused(Reason.NO_SHARED_VOLUME, "volume storage is a ConfigMap, a Secret or the like");
    }

    @Test
    void a_mount_of_a_volume_that_is_not_there_is_refused() {
        Detecting.in(registry().mount("storage", "/data"))
                .wanted("/data")
                .assertRefused(Reason.NO_SHARED_VOLUME, "volume storage is not in the pod");
    }

    @Test
    void a_registry_that_stores_in_its_own_container_is_refused_with_a_remedy() {
        Detecting.in(registry())
                .assertRefused(
                        Reason.NO_SHARED_VOLUME,
                        "the storage of container registry is /var/lib/registry by the default of the registry's images",
                        "mount a volume for it, or say where the storage is in spec.registry.storagePath");
    }

    @Test
    void a_volume_that_only_another_container_mounts_is_not_shared() {
        Registries registry = registry()
                .container("backup", "example.org/backup:1")
                .mount("storage", "/var/lib/registry")
                .pvc("storage");
        Detecting.in(registry).assertRefused(Reason.NO_SHARED_VOLUME, "no volume is mounted there or above");
    }

    @Test
    void mounts_without_a_path_and_volumes_without_a_name_are_passed_over() {
        Registries registry = registry()
                .mount("nowhere", null)
                .mount("storage", "/data")
                .volume(new VolumeBuilder().build())
                .pvc("storage");
        assertThat(volume(registry, "/data")).isEqualTo("storage");
    }

    @Test
    void a_path_may_have_any_letters() {
        Registries registry = registry().mount("storage", "/дані/レジストリ").pvc("storage");
        assertThat(Detecting.in(registry).wanted("/дані/レジストリ").found().path())
                .isEqualTo("/дані/レジストリ/docker/registry/v2");
    }

    private static Registries registry() {
        return Registries.deployment().container("registry", "registry:2");
    }

    private static String volume(Registries registry, String wanted) {
        return Detecting.in(registry).wanted(wanted).found().mount().getName();
    }
}
