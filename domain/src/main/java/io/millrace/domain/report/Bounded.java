package io.millrace.domain.report;

import java.util.List;

/** Texts and lists cut to what a record may hold. */
final class Bounded {
    private static final int TEXT = 300;
    private static final int NAME = 200;
    private static final String CUT = "…";

    private Bounded() {}

    /** A sentence or two. */
    static String text(String text) {
        return cut(text, TEXT);
    }

    /** A name or an ARN. */
    static String name(String text) {
        return cut(text, NAME);
    }

    static <T> List<T> first(List<T> all, int most) {
        return all.size() <= most ? all : all.subList(0, most);
    }

    /** Never half a character. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
