package io.millrace.runbooks.policies;

/** How a policy sets the severity: to a number, up by some, or to at least or at most a number. */
final class SeverityRule {
    static final int LEAST = 1;
    static final int MOST = 5;

    /** The forms, by their key in YAML. */
    enum Form {
        SET,
        RAISE,
        AT_LEAST,
        AT_MOST
    }

    private final Form form;
    private final int number;

    SeverityRule(Form form, int number) {
        this.form = form;
        this.number = number;
    }

    int apply(int severity) {
        switch (form) {
            case SET:
                return number;
            case RAISE:
                return clamp(severity + number);
            case AT_LEAST:
                return clamp(Math.max(severity, number));
            default:
                return clamp(Math.min(severity, number));
        }
    }

    static int clamp(int severity) {
        return Math.min(Math.max(severity, LEAST), MOST);
    }
}
