package io.millrace.models.forest;

/**
 * The SplitMix64 stream (Steele, Lea, Flood 2014), addressed by position: the generator's whole state is a seed and a
 * counter, so a sample's choices can be saved with it and a replay makes the same ones.
 */
public final class SplitMix {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** The number at {@code position} of the stream of {@code seed}, uniform in [0, 1). */
    public static double uniform(long seed, long position) {
        return (mix(seed + (position + 1) * GAMMA) >>> 11) * 0x1.0p-53;
    }

    /** The number at {@code position} of the stream of {@code seed}, uniform in 0 … {@code bound} - 1. */
    public static int below(int bound, long seed, long position) {
        return (int) (uniform(seed, position) * bound);
    }

    /** A seed from any text: the same text gives the same seed on every machine and in every release. */
    public static long seedOf(String text) {
        var hash = 0L;
        for (var i = 0; i < text.length(); i++) {
            hash = mix(hash + GAMMA + text.charAt(i));
        }
        return mix(hash + GAMMA);
    }

    private static long mix(long z) {
        var a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        var b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
