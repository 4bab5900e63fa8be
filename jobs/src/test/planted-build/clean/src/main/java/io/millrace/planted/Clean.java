package io.millrace.planted;

final class Clean {
    private Clean() {}
}
