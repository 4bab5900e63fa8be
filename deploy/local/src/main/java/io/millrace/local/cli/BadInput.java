package io.millrace.local.cli;

/** What a person gave cannot be used: says what was wrong, where, and what would be right. Ends with exit code 2. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong and where: the option, file and line, and the value found there
     * @param remedy what would be right
     */
    public BadInput(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** For a message that says what would be right itself. */
    public BadInput(String message) {
        this(message, "");
    }

    /** What would be right; empty when the message says it. */
    public String remedy() {
        return remedy;
    }
}
