package io.millrace.cloud;

import java.nio.file.Path;

/** Writes the cloud assembly. Run by `./millrace deploy` with one argument: the folder. Needs node on the PATH. */
public final class Synthesis {
    private Synthesis() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("Synthesis takes one argument, the folder of the cloud assembly, and got " + args.length);
            System.exit(2);
        }
        MillraceApp.in(Path.of(args[0])).synth();
        System.exit(0);
    }
}
