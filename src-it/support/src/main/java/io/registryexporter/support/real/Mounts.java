package io.registryexporter.support.real;

import java.io.IOException;

/** Whether this process may mount file systems in a namespace of its own. */
final class Mounts {
    static final String NEED = "has to mount file systems in a namespace of its own (unshare -m), as root may";

    private Mounts() {}

    static boolean allowed() {
        try {
            Process process = new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
