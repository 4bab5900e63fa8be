package io.millrace.runbooks;

import io.millrace.runbooks.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A bundle that cannot be used, with every problem found: file, line, what is wrong, what would be right. */
public final class InvalidContentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** {@code problems} is not empty. */
    public InvalidContentException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n  ", problems.size() + (problems.size() == 1 ? " problem" : " problems") + "\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** By file and line. */
    public List<Problem> problems() {
        return problems;
    }
}
