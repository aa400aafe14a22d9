package io.registryexporter.exporter.retention;

import java.util.Locale;

/** Why a tag stays that the rule lets go. The lower-case name is the value in JSON. */
public enum StayReason {
    /** A tag that stays names the same manifest, which {@code DELETE} would take away from both (R35). */
    SAME_MANIFEST("the same manifest as"),
    /** A manifest that stays, tagged or not, contains the manifest. */
    IN_INDEX("is in the index"),
    /** The name is that of a signature or another referrer, and its image stays. */
    REFERS_TO("refers to"),
    /**
     * The name is that of a signature or another referrer, and no repository has its image. The image may be in another
     * registry.
     */
    ORPHAN("refers to an image that no repository has:"),
    /** The push time or the manifest cannot be read. */
    UNKNOWN("not known:"),
    /** {@code DELETE} by digest removes a manifest and leaves its tags, because of an entry of {@code tags}. */
    DELETE_FAILS("DELETE would fail at");

    private final String meaning;

    StayReason(String meaning) {
        this.meaning = meaning;
    }

    /** The value in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The beginning of a clause, which the detail ends. */
    public String meaning() {
        return meaning;
    }
}
