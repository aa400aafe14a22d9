package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Strays, and symbolic links between directories. */
class DamagedDirectoriesTest extends DamagedStorageFixture {
    @Test
    void strays_among_revisions() {
        storage.write(app.path() + "/_manifests/revisions/.DS_Store", "");
        storage.write(app.path() + "/_manifests/revisions/sha256/.nfs01", "");
        assertThat(repository().damages())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.STRAY, DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void strays_among_repositories() {
        storage.directory("repositories/@eaDir");
        storage.directory("repositories/lost+found");
        storage.directory("repositories/team/.snapshot");
        storage.write("repositories/.DS_Store", "");
        storage.fifo("repositories/pipe");
        storage.write("repositories/_manifests/tags/x", "");
        assertThat(scan().strays()).hasSize(6).allMatch(damage -> damage.reason() == DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void a_name_that_is_no_utf8() throws IOException, InterruptedException {
        String script = "mkdir \"$1/repositories/$(printf 'bad\\377')\"";
        new ProcessBuilder("sh", "-c", script, "sh", storage.v2().toString())
                .start()
                .waitFor();
        assertThat(scan().strays()).extracting(Damage::reason).containsExactly(DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void a_repository_whose_name_the_registry_refuses() {
        storage.repository("Upper").tag("v1", Manifests.image(1));
        storage.repository("team/Upper").tag("v1", Manifests.image(1));
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.REPOSITORY_NAME_INVALID, DamageReason.REPOSITORY_NAME_INVALID);
        assertSoundTagIsThere();
    }

    @Test
    void symbolic_links_that_lead_back_up() {
        storage.symlink("repositories/loop", storage.v2().resolve("repositories"));
        storage.symlink("repositories/team/loop", storage.v2().resolve("repositories/team"));
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.SYMLINK_LOOP, DamageReason.SYMLINK_LOOP);
        assertSoundTagIsThere();
    }

    @Test
    void directories_that_link_to_each_other_many_times() {
        for (int from = 0; from < 6; from++) {
            for (int to = 0; to < 6; to++) {
                storage.symlink("repositories/d" + from + "/to" + to, storage.directory("repositories/d" + to));
            }
        }
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .hasSizeBetween(6, 37)
                .containsOnly(DamageReason.SYMLINK_LOOP, DamageReason.TOO_MANY_SYMLINKS);
        assertSoundTagIsThere();
    }

    @Test
    void a_repository_that_leads_out_of_the_storage() throws IOException {
        TestStorage elsewhere = new TestStorage(directory.resolve("elsewhere"));
        elsewhere.repository("secret").tag("v1", Manifests.image(1));
        storage.symlink("repositories/escape", elsewhere.v2().resolve("repositories"));
        assertThat(scan().strays()).extracting(Damage::reason).containsExactly(DamageReason.SYMLINK_OUTSIDE_ROOT);
        assertSoundTagIsThere();
    }

    @Test
    void blobs_that_lead_out_of_the_storage() throws IOException {
        String digest = app.push(Manifests.image(1));
        Path prefix =
                storage.v2().resolve(TestStorage.blobPath(digest)).getParent().getParent();
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(prefix, elsewhere);
        Files.createSymbolicLink(prefix, elsewhere);
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.SYMLINK_OUTSIDE_ROOT, digest);
    }
}
