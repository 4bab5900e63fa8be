package io.millrace.cloud;

import java.nio.file.Path;

/** Writes the cloud assembly. Run by `./millrace deploy` with one argument: the folder. Needs node on the PATH. */
public final class Synthesis {
    private static final int WRONG_USE = 2;

    private Synthesis() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println(
                    "Synthesis takes one argument, the folder of the cloud assembly, and got " + args.length);
            System.exit(WRONG_USE);
        }
        MillraceApp.in(Path.of(args[0])).synth();
        // the kernel of jsii keeps a thread
        System.exit(0);
    }
}
