package io.millrace.runbooks.services;

/** A name with {@code *} for any run of characters. Matching is linear in practice and never recursive. */
public final class Glob {
    private final String pattern;

    /** What stands between two stars when there is nothing else, the most usual form by far; empty for every other. */
    private final String inner;

    public Glob(String pattern) {
        this.pattern = pattern;
        int last = pattern.length() - 1;
        boolean isInner = last > 1 && pattern.indexOf('*', 1) == last && pattern.charAt(0) == '*';
        this.inner = isInner ? pattern.substring(1, last) : "";
    }

    public static boolean isWild(String pattern) {
        return pattern.indexOf('*') >= 0;
    }

    /** Whether the only star is the last character. */
    static boolean isPrefix(String pattern) {
        return pattern.indexOf('*') == pattern.length() - 1;
    }

    /** Characters that are no star: the more, the more specific. */
    int literals() {
        return (int) pattern.chars().filter(c -> c != '*').count();
    }

    public boolean matches(String text) {
        return inner.isEmpty() ? matchesBySteps(text) : text.contains(inner);
    }

    private boolean matchesBySteps(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
