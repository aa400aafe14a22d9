package io.registryexporter.support.real;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** curl, as a user tries a server with it. */
public record Curl(Path directory) {

    /**
     * How a request went.
     *
     * @param exitCode 0 where there was an answer
     * @param status of HTTP; 0 where there was none
     * @param output headers and body
     */
    public record Result(int exitCode, int status, String output) {}

    /** Makes one request. */
    public Result get(String address, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "-w", "\nstatus=%{http_code}"));
        command.addAll(List.of(options));
        command.add(address);
        try (RunningProgram program = new RunningProgram(command, directory.resolve("curl.log"))) {
            int exitCode = program.exitCode();
            String output = program.output();
            int status = output.lastIndexOf("status=");
            return new Result(
                    exitCode, status < 0 ? 0 : Integer.parseInt(output.substring(status + "status=".length())), output);
        }
    }
}
