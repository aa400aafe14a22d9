package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the mount of a path. Paths are compared by whole components: /data is not a prefix of /database. */
final class Mounts {
    private Mounts() {}

    static Optional<VolumeMount> longestPrefix(List<VolumeMount> mounts, String path) {
        return mounts.stream()
                .filter(mount -> mount.getMountPath() != null && isPrefix(mount.getMountPath(), path))
                .max(Comparator.comparingInt(
                        mount -> normal(mount.getMountPath()).length()));
    }

    /** Mounts inside a directory; without them the directory would look damaged. */
    static List<VolumeMount> below(List<VolumeMount> mounts, String path) {
        return mounts.stream()
                .filter(mount -> mount.getMountPath() != null
                        && normal(mount.getMountPath()).startsWith(path + "/"))
                .toList();
    }

    /** A path relative to its mount; empty for the mount itself. */
    static String relative(String mountPath, String path) {
        String rest = normal(path).substring(normal(mountPath).length());
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    /** The path as the registry reads it: without a trailing slash, double slashes or dots. The root is empty. */
    static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? "" : (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }

    private static boolean isPrefix(String mountPath, String path) {
        return (normal(path) + "/").startsWith(normal(mountPath) + "/");
    }
}
