package io.millrace.planted;

final class Twin {
    static final int SIDE = 2;

    private Twin() {}
}
