package io.millrace.runbooks.conditions;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a point counts for that should be there and is not, as CloudWatch's treatMissingData. */
public enum MissingData {
    /** For nothing: the points around it are neighbours. */
    IGNORE("ignore"),
    /** For trouble. */
    BREACHING("breaching"),
    /** For a normal point. */
    NOT_BREACHING("notBreaching"),
    /** For how things stand: trouble while the condition is met, a normal point while it is not. */
    MAINTAIN("maintain");

    private final String word;

    MissingData(String word) {
        this.word = word;
    }

    /** Empty when the word is none of {@link #words()}. */
    public static Optional<MissingData> of(String word) {
        return Arrays.stream(values())
                .filter(missing -> missing.word.equals(word))
                .findFirst();
    }

    /** As written in content. */
    public static List<String> words() {
        return Arrays.stream(values()).map(MissingData::word).collect(Collectors.toList());
    }

    /** As written in content. */
    public String word() {
        return word;
    }

    /** What a missing point says while the condition is met, or is not; never asked of {@link #IGNORE}. */
    Verdict verdict(boolean met) {
        boolean breaching = this == BREACHING || this == MAINTAIN && met;
        return breaching ? Verdict.BREACHING : Verdict.NORMAL;
    }
}
