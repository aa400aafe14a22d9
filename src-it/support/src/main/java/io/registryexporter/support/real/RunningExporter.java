package io.registryexporter.support.real;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exporter's jar as a process of its own. */
public final class RunningExporter implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("msg=listening address=\\S*:(\\d+)");

    private static final String ANY_PORT = "--web.listen-address=127.0.0.1:0";

    /** Before a command: root may read everything, so as root another user runs it. */
    public static final List<String> NOBODY = System.getProperty("user.name").equals("root")
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of();

    private final Http http = new Http();
    private final RunningProgram program;
    private final int port;

    private RunningExporter(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Starts it on a free port and waits for its first scan. */
    public static RunningExporter start(Path log, Path storage, String... options) {
        RunningExporter exporter = startListening(log, storage, options);
        exporter.program.awaitUntil("first scan", () -> exporter.status("/-/ready") == 200);
        return exporter;
    }

    /**
     * Starts it as a user that file modes bind, which root is not, and waits for its first scan. Each scrape scans.
     *
     * @param storage which this user may reach
     */
    public static RunningExporter startAsNobody(Path log, Path storage, String... options) {
        List<String> command = new ArrayList<>(NOBODY);
        command.addAll(command(
                List.of("-XX:TieredStopAtLevel=1"), List.of(storage.toString(), ANY_PORT, "--scan.interval=0")));
        command.addAll(List.of(options));
        RunningExporter exporter = listening(new RunningProgram(command, log));
        exporter.program.awaitUntil("first scan", () -> exporter.status("/-/ready") == 200);
        return exporter;
    }

    /** Starts it in a mount namespace of its own, and waits for its first scan. */
    public static RunningExporter startInMountNamespace(Path log, Path storage, String... options) {
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        command.addAll(command(List.of(), List.of(storage.toString(), ANY_PORT)));
        command.addAll(List.of(options));
        RunningExporter exporter = listening(new RunningProgram(command, log));
        exporter.program.awaitUntil("first scan", () -> exporter.status("/-/ready") == 200);
        return exporter;
    }

    /** Runs a command that sees what the exporter sees mounted. */
    public void runInItsMountNamespace(String... command) {
        List<String> nsenter = new ArrayList<>(List.of("nsenter", "-t", Long.toString(program.pid()), "-m"));
        nsenter.addAll(List.of(command));
        // A mount is busy while a scan has a directory of it open.
        Await.until(
                String.join(" ", nsenter), () -> exitCode(nsenter, program.log().resolveSibling("nsenter.log")) == 0);
    }

    private static int exitCode(List<String> command, Path log) {
        try (RunningProgram program = new RunningProgram(command, log)) {
            return program.exitCode();
        }
    }

    /** Starts it on a free port, and waits until it listens, by whatever protocol. */
    public static RunningExporter startListening(Path log, Path storage, String... options) {
        return startListening(List.of(), log, storage, options);
    }

    /** The same with the flags of a sidecar's JVM, and as much memory as a container of 256 MiB has. */
    public static RunningExporter startSidecar(Path log, Path storage, String... options) {
        Path flags = Path.of(System.getProperty("project.root"), "exporter", "jvm.options");
        return startListening(List.of("@" + flags, "-XX:MaxRAM=256m"), log, storage, options);
    }

    /** The program of an image. */
    public static RunningExporter start(Path log, ImageTar image, Path storage, String... options) {
        List<String> arguments = new ArrayList<>(List.of("/tmp", ANY_PORT));
        arguments.addAll(List.of(options));
        RunningExporter exporter =
                listening(new RunningProgram(image.command(storage, arguments.toArray(String[]::new)), log));
        exporter.program.awaitUntil("first scan", () -> exporter.status("/-/ready") == 200);
        return exporter;
    }

    private static RunningExporter startListening(List<String> flags, Path log, Path storage, String... options) {
        List<String> arguments = new ArrayList<>(List.of(storage.toString(), ANY_PORT));
        arguments.addAll(List.of(options));
        return listening(new RunningProgram(command(flags, arguments), log));
    }

    private static RunningExporter listening(RunningProgram program) {
        program.awaitUntil("address", () -> LISTENING.matcher(program.output()).find());
        Matcher listening = LISTENING.matcher(program.output());
        return new RunningExporter(program, listening.find() ? Integer.parseInt(listening.group(1)) : 0);
    }

    /** Runs it with a command line that ends by itself. */
    public static Ended runToItsEnd(Path log, List<String> prefix, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(List.of(arguments)));
        try (RunningProgram program = new RunningProgram(command, log)) {
            int exitCode = program.exitCode();
            return new Ended(exitCode, program.output());
        }
    }

    /** Runs it on a terminal of its own, which script(1) of util-linux makes, until it ends. */
    public static Ended runOnTerminal(Path log, String... arguments) {
        String command = String.join(" ", command(List.of(arguments)));
        try (RunningProgram program =
                new RunningProgram(List.of("script", "-q", "-e", "-c", command, "/dev/null"), log)) {
            int exitCode = program.exitCode();
            return new Ended(exitCode, program.output());
        }
    }

    /** How the exporter ended. */
    public record Ended(int exitCode, String output) {}

    /** The command that runs the jar with the Java that runs this test. */
    private static List<String> command(List<String> arguments) {
        return command(List.of(), arguments);
    }

    private static List<String> command(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.add("-jar");
        command.add(System.getProperty("exporter.jar"));
        command.addAll(arguments);
        return command;
    }

    /** All samples of one scrape. */
    public Scrape scrape() {
        return Scrape.parse(text());
    }

    /** The text of one scrape. */
    public String text() {
        return new String(http.get(uri("/metrics")).body(), StandardCharsets.UTF_8);
    }

    public int status(String path) {
        return http.get(uri(path)).statusCode();
    }

    /** Waits until a scan has ended that began after this call, and scrapes. */
    public Scrape scrapeAfterNextScan() {
        double before = scans();
        // The one under way may have begun before the call.
        program.awaitUntil("scan", () -> scans() >= before + 2);
        return scrape();
    }

    private double scans() {
        return scrape().value("registry_exporter_scans_total");
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** What Linux tells of the process, as status or maps. */
    public String told(String file) {
        return program.told(file);
    }

    /** Resident memory in MiB. */
    public double residentMib() {
        return program.residentMib();
    }

    public String log() {
        return program.output();
    }

    /** Sends SIGTERM and gives the exit code. */
    public int terminate() {
        return program.terminate();
    }

    private String uri(String path) {
        return "http://" + address() + path;
    }

    @Override
    public void close() {
        program.close();
    }
}
