package io.registryexporter.exporter.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Subject alternative names in the form in which they are compared. */
final class AllowedName {
    private AllowedName() {}

    /** An IPv6 address in its full form; other names unchanged. */
    static String normal(String name) {
        if (!name.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return name;
        }
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return name;
        }
    }
}
