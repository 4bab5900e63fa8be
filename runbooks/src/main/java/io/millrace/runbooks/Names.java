package io.millrace.runbooks;

import java.util.regex.Pattern;

/** What ids and versions in content look like: short, lower-case, safe in keys, paths and messages. */
public final class Names {
    /** An id, such as {@code high-cpu}. */
    public static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** {@link #ID} in words. */
    public static final String ID_WANTED = "lower-case letters, digits and dashes, starting with a letter, up to 64";

    /** A version, such as {@code 2026-01-01.1}. */
    public static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** {@link #VERSION} in words. */
    public static final String VERSION_WANTED = "letters, digits, dots and dashes, up to 64";

    /** An AWS account id. */
    public static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private Names() {}
}
