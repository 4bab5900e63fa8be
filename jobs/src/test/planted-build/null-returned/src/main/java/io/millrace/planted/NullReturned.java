package io.millrace.planted;

final class NullReturned {
    private NullReturned() {}

    static String name() {
        return null;
    }
}
