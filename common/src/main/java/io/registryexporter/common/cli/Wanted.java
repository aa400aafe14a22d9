package io.registryexporter.common.cli;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter that says what it takes; what it was given may be a secret, and no message has it. */
public abstract class Wanted<T> implements ITypeConverter<T> {

    /** The value of a text, if it has one. */
    protected abstract Optional<T> parse(String text);

    /** What the text must be, for the end of a sentence. */
    protected abstract String wanted();

    @Override
    public final T convert(String text) {
        return parse(text).orElseThrow(() -> new TypeConversionException("it must be " + wanted()));
    }
}
