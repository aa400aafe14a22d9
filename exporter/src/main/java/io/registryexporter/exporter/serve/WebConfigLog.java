package io.registryexporter.exporter.serve;

import io.registryexporter.common.log.Log;
import io.registryexporter.exporter.web.WebConfigListener;

/** Logs whether changes of the file of {@code --web.config.file} are in force. */
record WebConfigLog(Log log) implements WebConfigListener {
    @Override
    public void changed() {
        log.info("web config read again");
    }

    @Override
    public void warning(String message) {
        log.warn("web config in doubt", LogKeys.REASON.of(message));
    }

    @Override
    public void problem(String message) {
        log.error("web config not taken over, the earlier one stays in force", LogKeys.REASON.of(message));
    }
}
