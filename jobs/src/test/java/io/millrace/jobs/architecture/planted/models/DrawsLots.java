package io.millrace.jobs.architecture.planted.models;

import java.util.Random;

final class DrawsLots {
    private DrawsLots() {}

    static int lot() {
        return new Random().nextInt();
    }
}
