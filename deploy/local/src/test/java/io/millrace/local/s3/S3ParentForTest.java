package io.millrace.local.s3;

import java.nio.file.Path;

/** A JVM that starts the stand-in and then waits to be killed. */
final class S3ParentForTest {
    private S3ParentForTest() {}

    public static void main(String[] args) throws InterruptedException {
        var standIn = S3StandIn.start(S3StandInTest.HOME, Path.of(args[0]), 0);
        System.out.println("child " + standIn.pid() + " " + standIn.endpoint().getPort());
        Thread.currentThread().join();
    }
}
