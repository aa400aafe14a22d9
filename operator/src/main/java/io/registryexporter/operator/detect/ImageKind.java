package io.registryexporter.operator.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of an image says about the program in the image. */
enum ImageKind {
    /** The registry of distribution. */
    REGISTRY,
    /** The registry of distribution as Harbor builds it. */
    HARBOR,
    /** A program beside a registry, such as a user interface. */
    COMPANION,
    OTHER;

    /** Words that do not change which program is in the image: architectures, systems and versions. */
    private static final Pattern PLATFORM = Pattern.compile("amd64|x86|x64|64|i?386|i686"
            + "|arm|arm(32|64)(v[5-9])?|armv[5-9]l?|armhf|armel|aarch64|ppc64(le|el)?|s390x|riscv64|mips(64)?(le|el)?"
            + "|loong(64|arch64)|multiarch|linux|alpine|debian|ubuntu|ubi[0-9]*|(rh)?el[0-9]+|distroless|slim|rpi"
            + "|fips|hardened|v?[23]");

    /** Words before or after the name of the program, of those who build or mirror images. */
    private static final Set<String> VENDORS = Set.of(
            "docker",
            "container",
            "oci",
            "library",
            "mirrored",
            "cncf",
            "gitlab",
            "bitnami",
            "bitnamilegacy",
            "rancher",
            "suse",
            "redhat",
            "openshift",
            "origin",
            "ose",
            "kube",
            "private",
            "local",
            "internal");

    private static final Set<String> PROGRAM = Set.of("registry", "registry2", "registry3", "distribution");
    private static final Set<String> HARBOR_WORDS = Set.of("harbor", "goharbor", "photon");

    /** Words for a program that works with a registry. */
    private static final Set<String> ROLES = Set.of(
            "ui",
            "web",
            "webui",
            "gui",
            "frontend",
            "dashboard",
            "browser",
            "viewer",
            "explorer",
            "portal",
            "proxy",
            "cache",
            "mirror",
            "nginx",
            "gateway",
            "router",
            "creds",
            "credentials",
            "credential",
            "auth",
            "token",
            "login",
            "ctl",
            "exporter",
            "metrics",
            "monitor",
            "cleaner",
            "cleanup",
            "clean",
            "pruner",
            "prune",
            "gc",
            "garbage",
            "collector",
            "deleter",
            "client",
            "cli",
            "tool",
            "tools",
            "operator",
            "controller",
            "manager",
            "admin",
            "webhook",
            "notifier",
            "sync",
            "syncer",
            "backup",
            "migrator",
            "copy",
            "seeder",
            "loader",
            "init",
            "test",
            "tests",
            "e2e",
            "scanner",
            "health",
            "healthcheck",
            "api",
            "adapter",
            "agent",
            "watcher",
            "updater",
            "rewriter");

    /** Words that do not change which distribution is in the image, by whose version the image is tagged. */
    private static final Set<String> PLAIN = Set.of("docker", "library", "mirrored", "registry", "distribution");

    /** By the last component of the name of an image. */
    static ImageKind of(String name) {
        List<String> words = words(name);
        boolean role = words.stream().anyMatch(ROLES::contains);
        if (!role && isProgram(words)) {
            return words.stream().anyMatch(HARBOR_WORDS::contains) ? HARBOR : REGISTRY;
        }
        boolean related = role && words.stream().anyMatch(word -> word.startsWith("registr"));
        return related || words.contains("registryctl") ? COMPANION : OTHER;
    }

    /** Whether the name is that of the images of distribution, or of a build for one platform. */
    static boolean isPlain(String name) {
        return PLAIN.containsAll(words(name));
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[-_.]+"))
                .filter(word -> !word.isEmpty() && !PLATFORM.matcher(word).matches())
                .toList();
    }

    /** A vendor that is not known counts before docker-registry only: a schema-registry is another program. */
    private static boolean isProgram(List<String> words) {
        List<String> rest = words.stream()
                .filter(word -> !VENDORS.contains(word) && !HARBOR_WORDS.contains(word))
                .toList();
        int last = words.size() - 1;
        boolean dockerRegistry = last > 0
                && PROGRAM.contains(words.get(last))
                && words.get(last - 1).equals("docker");
        return dockerRegistry || (!rest.isEmpty() && PROGRAM.containsAll(rest));
    }
}
