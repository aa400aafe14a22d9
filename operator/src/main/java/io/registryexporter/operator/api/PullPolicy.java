package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When the kubelet pulls the image. */
public enum PullPolicy {
    @JsonProperty("Always")
    ALWAYS("Always"),
    @JsonProperty("IfNotPresent")
    IF_NOT_PRESENT("IfNotPresent"),
    @JsonProperty("Never")
    NEVER("Never");

    private final String text;

    PullPolicy(String text) {
        this.text = text;
    }

    /** The value in a container. */
    public String text() {
        return text;
    }
}
