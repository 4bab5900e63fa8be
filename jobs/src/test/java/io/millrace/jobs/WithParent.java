package io.millrace.jobs;

import java.io.IOException;
import java.util.Arrays;

/** Runs another main class and ends with the JVM that started this one: that JVM's end closes standard input. */
final class WithParent {
    private WithParent() {}

    public static void main(String[] args) throws Exception {
        var watch = new Thread(WithParent::untilParentEnds, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void untilParentEnds() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes; only the end matters
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
