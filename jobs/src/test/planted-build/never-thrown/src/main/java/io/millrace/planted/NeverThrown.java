package io.millrace.planted;

final class NeverThrown {
    private NeverThrown() {}

    static void refuse() {
        new IllegalStateException("created and forgotten");
    }
}
