package io.millrace.operators.content;

/** A stage's function that asks content. The operator around it keeps the versions and feeds them here. */
public interface ContentStage {

    /** The same object for as long as the function lives. */
    LiveContent<?> content();
}
