package io.registryexporter.exporter.web;

/** Whether a request is admitted. */
public enum AccessDecision {
    ADMITTED,
    /** Its connection has no client certificate, or none with a name that is allowed. */
    CERTIFICATE_REQUIRED,
    CREDENTIALS_REQUIRED,
    /** Too many passwords are being checked. */
    BUSY
}
