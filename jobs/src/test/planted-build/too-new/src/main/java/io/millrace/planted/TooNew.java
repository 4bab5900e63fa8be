package io.millrace.planted;

final class TooNew {
    private TooNew() {}
}
