package io.millrace.testing.simulation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an action does to a kind of incident; the first remedy whose words occur in the action's name counts. */
record Remedy(Pattern words, double relief) {
    private static final double CURE = 1;
    private static final String REPORTS = "-report";

    private static final List<Remedy> RUNAWAY =
            List.of(cure("stop|kill|process|restart|reboot|scale|resize|instance-?type"));
    private static final List<Remedy> OVERLOAD = List.of(cure("scale|resize|instance-?type|restart|reboot"));
    private static final List<Remedy> LEAK =
            List.of(cure("restart|reboot"), relief("garbage|gc", 0.12), relief("cache", 0.2));
    private static final List<Remedy> LOGS = List.of(cure("clean|reclaim|rotate|compress|extend|grow|expand"));
    private static final List<Remedy> FULL =
            List.of(cure("extend|grow|expand"), relief("clean|reclaim|rotate|compress", 0.1));

    /** The remedies of a kind of incident; a severe one needs the stronger step. */
    static List<Remedy> of(IncidentKind kind, boolean severe) {
        return switch (kind) {
            case CPU_RUNAWAY -> severe ? OVERLOAD : RUNAWAY;
            case MEMORY_LEAK -> LEAK;
            case DISK_FILLING -> severe ? FULL : LOGS;
            default -> List.of();
        };
    }

    /** What only reports remedies nothing, whatever it reports on. */
    boolean matches(String action) {
        String name = action.toLowerCase(Locale.ROOT);
        return !name.contains(REPORTS) && words.matcher(name).find();
    }

    boolean cures() {
        return relief == CURE;
    }

    private static Remedy cure(String words) {
        return new Remedy(Pattern.compile(words), CURE);
    }

    private static Remedy relief(String words, double share) {
        return new Remedy(Pattern.compile(words), share);
    }
}
