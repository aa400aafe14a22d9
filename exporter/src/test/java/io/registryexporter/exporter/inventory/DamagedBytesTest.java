package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes in the place of links and manifests. */
class DamagedBytesTest extends DamagedStorageFixture {
    @Property(tries = 200)
    void any_bytes_as_a_link_never_throw_out_of_a_scan(@ForAll byte[] link) {
        storage.write(app.currentLink("any"), link);
        storage.write(app.revisionLink(ABSENT), link);
        assertThat(repository().tagCount()).hasValue(2);
        assertSoundTagIsThere();
    }

    @Property(tries = 200)
    void any_bytes_as_a_manifest_never_throw_out_of_a_scan(@ForAll byte[] manifest) {
        app.tagDigest("any", app.push(manifest));
        assertThat(repository().tagCount()).hasValue(2);
        assertSoundTagIsThere();
    }
}
