package io.millrace.runbooks.conditions;

/** What one point says about a condition: trouble, none, or neither (between the level and the clear level). */
enum Verdict {
    BREACHING,
    BETWEEN,
    NORMAL
}
