package io.registryexporter.exporter.page;

import java.util.List;
import java.util.Optional;

/** The values that the template reads, by these names. */
record PageView(PageContent content, boolean standalone, String policy, String style, String script) {

    boolean live() {
        return content.telemetryPath().isPresent();
    }

    String telemetryPath() {
        return content.telemetryPath().orElse("");
    }

    List<String> notices() {
        return content.notices();
    }

    String version() {
        return content.build().version();
    }

    String revision() {
        return content.build().revision();
    }

    String java() {
        return content.build().java();
    }

    /** None or one. */
    List<ReportView> report() {
        return Optional.of(content)
                .flatMap(PageContent::report)
                .map(report -> new ReportView(report, content.now()))
                .stream()
                .toList();
    }
}
