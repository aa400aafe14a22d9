package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names for pod templates. */
final class Hashes {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 8;

    private Hashes() {}

    /** The same for the same template, in the letters that the real controllers use. */
    static String of(PodTemplateSpec template) {
        CRC32 checksum = new CRC32();
        checksum.update(Serialization.asJson(template).getBytes(StandardCharsets.UTF_8));
        long rest = checksum.getValue();
        StringBuilder hash = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            hash.append(LETTERS.charAt((int) (rest % LETTERS.length())));
            rest = rest / LETTERS.length() + 7L * i;
        }
        return hash.toString();
    }
}
