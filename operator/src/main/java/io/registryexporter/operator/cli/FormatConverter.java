package io.registryexporter.operator.cli;

import io.registryexporter.common.cli.Wanted;
import io.registryexporter.operator.run.DryRunReport.Format;
import java.util.Arrays;
import java.util.Optional;

/** The value of option {@code -o}. */
final class FormatConverter extends Wanted<Format> {
    @Override
    protected Optional<Format> parse(String text) {
        return Arrays.stream(Format.values())
                .filter(format -> format.toString().equals(text))
                .findFirst();
    }

    @Override
    protected String wanted() {
        return "table or json";
    }
}
