package io.millrace.operators.parse.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text files in this module's jar. */
final class ShippedText {
    private ShippedText() {}

    /** The file's text; fails when the jar lacks it. */
    static String of(String path) {
        try (var in = ShippedText.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "the class path has no " + path + "; the jar of module operators carries it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading what the jar ships failed at " + path, e);
        }
    }
}
