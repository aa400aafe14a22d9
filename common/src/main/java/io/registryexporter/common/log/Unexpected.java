package io.registryexporter.common.log;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A mistake of the program, for a report of it: its kind and its place. Its message may quote a secret, and is left out. */
public final class Unexpected {
    private static final int FRAMES = 4;

    private Unexpected() {}

    /** One line without an end. */
    public static String describe(Throwable mistake) {
        Throwable root = mistake;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "unexpected, please report it: " + root.getClass().getName() + " at "
                + Arrays.stream(root.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(", "));
    }
}
