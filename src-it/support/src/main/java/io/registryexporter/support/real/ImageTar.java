package io.registryexporter.support.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image as docker save writes it, unpacked; its program runs in that directory as its root, which is read-only, as the
 * image's user, with nothing of this machine but /proc, /dev and one directory at /tmp. Takes root's rights, and no
 * container daemon.
 */
public final class ImageTar {
    private static final String RUN = """
            root=$1 storage=$2 user=$3 directory=$4; shift 4
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount --bind "$storage" "$root/tmp"
            mount -o remount,bind,ro "$root/tmp"
            mount -o remount,bind,ro "$root"
            exec env -i LANG=C.UTF-8 unshare --setgid="$user" --setuid="$user" --root="$root" --wd="$directory" "$@"
            """;

    private final Path root;
    private final JsonNode config;

    private ImageTar(Path root, JsonNode config) {
        this.root = root;
        this.config = config;
    }

    /** Unpacks a tar into a directory. */
    public static ImageTar unpack(Path tar, Path directory) {
        try {
            Path image = Files.createDirectories(directory.resolve("image"));
            Path root = Files.createDirectories(directory.resolve("root"));
            tar(tar, image, directory);
            ObjectMapper json = new ObjectMapper();
            JsonNode manifest =
                    json.readTree(image.resolve("manifest.json").toFile()).get(0);
            for (JsonNode layer : manifest.path("Layers")) {
                tar(image.resolve(layer.asText()), root, directory);
            }
            return new ImageTar(
                    root,
                    json.readTree(
                            image.resolve(manifest.path("Config").asText()).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tar(Path archive, Path into, Path directory) {
        List<String> command = List.of("tar", "-xf", archive.toString(), "-C", into.toString());
        try (RunningProgram program = new RunningProgram(command, directory.resolve("tar.log"))) {
            if (program.exitCode() != 0) {
                throw new IllegalStateException(program.output());
            }
        }
    }

    /** A file of the image, whether it is there or not. */
    public Path file(String path) {
        return root.resolve(path.substring(1));
    }

    public String user() {
        return config.at("/config/User").asText();
    }

    public String label(String name) {
        return config.at("/config/Labels").path(name).asText();
    }

    public String architecture() {
        return config.path("architecture").asText();
    }

    /** The command line of the image's program, without its arguments. */
    public List<String> entrypoint() {
        List<String> entrypoint = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(argument -> entrypoint.add(argument.asText()));
        return List.copyOf(entrypoint);
    }

    /** The command that runs the image's program with these arguments; what it is to read is at /tmp. */
    public List<String> command(Path storage, String... arguments) {
        List<String> program = new ArrayList<>(entrypoint());
        program.addAll(List.of(arguments));
        return within(storage, program);
    }

    private List<String> within(Path storage, List<String> program) {
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", RUN, "sh"));
        command.addAll(List.of(
                root.toString(),
                storage.toString(),
                user().split(":", 2)[0],
                config.at("/config/WorkingDir").asText()));
        command.addAll(program);
        return command;
    }

    /** Runs it until it ends. */
    public RunningExporter.Ended run(Path log, Path storage, String... arguments) {
        return toItsEnd(command(storage, arguments), log);
    }

    /** Runs another command in it until that ends, as {@code kubectl exec} does. */
    public RunningExporter.Ended exec(Path log, Path storage, List<String> command) {
        return toItsEnd(within(storage, command), log);
    }

    private static RunningExporter.Ended toItsEnd(List<String> command, Path log) {
        try (RunningProgram program = new RunningProgram(command, Map.of(), log)) {
            int exitCode = program.exitCode();
            return new RunningExporter.Ended(exitCode, program.output());
        }
    }
}
