package io.millrace.local.redrive;

import io.millrace.local.cli.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which dead letters of a lake are meant: a partition, or all of them, and of these some reasons and stages. */
final class LetterSelection {
    private static final String TABLE = "dead_letters";
    private static final Pattern DAY = Pattern.compile("dt=(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern HOUR = Pattern.compile("hour=(\\d{1,2})");

    private final Path lake;
    private final @Nullable LocalDate day;
    private final @Nullable Integer hour;
    private final List<String> reasons;
    private final List<String> stages;

    private LetterSelection(
            Path lake, @Nullable LocalDate day, @Nullable Integer hour, List<String> reasons, List<String> stages) {
        this.lake = lake;
        this.day = day;
        this.hour = hour;
        this.reasons = List.copyOf(reasons);
        this.stages = List.copyOf(stages);
    }

    /** All letters of a lake, or those of a day (UTC) or of one of its hours. */
    static LetterSelection ofLake(Path lake, @Nullable LocalDate day, @Nullable Integer hour) {
        if (hour != null && day == null) {
            throw new BadInput("--hour " + hour + " is given without a day", "--day 2026-08-05 --hour " + hour);
        }
        if (hour != null && (hour < 0 || hour > 23)) {
            throw new BadInput("--hour is " + hour, "an hour of the day in UTC, 0 to 23");
        }
        return new LetterSelection(lake, day, hour, List.of(), List.of());
    }

    /** The letters of a partition, by its folder: {@code .../dead_letters/dt=2026-08-05} or an {@code hour=10} below it. */
    static LetterSelection ofPartition(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        Integer hour = null;
        var hours = HOUR.matcher(name(path));
        if (hours.matches() && path.getParent() != null) {
            hour = Integer.valueOf(hours.group(1));
            path = path.getParent();
        }
        var days = DAY.matcher(name(path));
        Path table = path.getParent();
        if (!days.matches() || table == null || !name(table).equals(TABLE) || table.getParent() == null) {
            throw new BadInput(
                    folder + " is not a partition of dead letters",
                    "LAKE/dead_letters/dt=2026-08-05 or LAKE/dead_letters/dt=2026-08-05/hour=10");
        }
        return ofLake(table.getParent(), date(days.group(1), folder), hour);
    }

    private static LocalDate date(String text, Path folder) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadInput(folder + " names no day: " + e.getMessage(), "dt=2026-08-05");
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Of these only the letters with one of the reasons and from one of the stages; an empty list is every one. */
    LetterSelection only(List<String> ofReasons, List<String> ofStages) {
        return new LetterSelection(lake, day, hour, ofReasons, ofStages);
    }

    Path lake() {
        return lake;
    }

    /** Fails when the lake has no such partition, with those that it has. */
    void requirePartition() {
        Path table = lake.resolve(TABLE);
        if (!Files.isDirectory(table)) {
            throw new BadInput(
                    "The lake " + lake + " has no dead letters: there is no folder " + TABLE + "/ in it",
                    "the folder that has events/, decisions/ and dead_letters/ in it; a replay writes it as lake/");
        }
        if (day == null) {
            return;
        }
        Path partition = table.resolve("dt=" + day);
        if (hour != null) {
            partition = partition.resolve(String.format(Locale.ROOT, "hour=%02d", hour));
        }
        if (!Files.isDirectory(partition)) {
            throw new BadInput("There is no partition " + partition, "one of " + partitions(table));
        }
    }

    private static String partitions(Path table) {
        try (var folders = Files.walk(table, 2)) {
            var names = folders.filter(folder -> name(folder).startsWith("hour="))
                    .map(folder -> table.relativize(folder).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
            return names.isEmpty() ? "none: it is empty" : String.join(", ", names);
        } catch (IOException e) {
            return "those in " + table + ", which cannot be listed: " + e;
        }
    }

    /** The partition's rows, as a condition in SQL. */
    String inPartition() {
        var conditions = new ArrayList<String>(List.of("true"));
        if (day != null) {
            conditions.add("dt = date '" + day + "'");
        }
        if (hour != null) {
            conditions.add("hour = " + hour);
        }
        return String.join(" and ", conditions);
    }

    /** The rows that are meant, as a condition in SQL. */
    String condition() {
        return inPartition() + oneOf("reason", reasons) + oneOf("stage", stages);
    }

    private static String oneOf(String column, List<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(value -> "'" + value.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", " and " + column + " in (", ")"));
    }

    /** In words. */
    @Override
    public String toString() {
        return lake
                + (day == null ? "" : ", " + day)
                + (hour == null ? "" : String.format(Locale.ROOT, " %02d:00", hour))
                + (reasons.isEmpty() ? "" : ", --reason " + String.join(",", reasons))
                + (stages.isEmpty() ? "" : ", --stage " + String.join(",", stages));
    }
}
