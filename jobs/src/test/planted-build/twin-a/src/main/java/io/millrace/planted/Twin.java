package io.millrace.planted;

final class Twin {
    static final int SIDE = 1;

    private Twin() {}
}
