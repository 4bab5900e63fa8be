package io.millrace.operators.parse.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as sources write them: ISO 8601 with any offset ({@code Z}, {@code +0000}, {@code +00:00}, none = UTC),
 * RFC 1123 ({@code Wed, 05 Aug 2026 09:41:00 GMT}), US text ({@code Aug 5, 2026, 7:58:00 AM}, taken as UTC) and
 * epoch numbers. What is none of these is null, never an exception.
 */
public final class Timestamps {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH_LETTERS = String.join("", MONTHS);
    private static final int LONGEST = 48;
    private static final int RFC_1123_LENGTH = 29;
    /** Below this an epoch number means seconds: as milliseconds it would be before March 1973. */
    private static final double LARGEST_SECONDS = 1e11;

    private Timestamps() {}

    /** The instant, or null when the text is in none of the known forms. */
    public static @Nullable Instant parse(String given) {
        var text = given.trim();
        if (text.length() < 10 || text.length() > LONGEST) {
            return null;
        }
        try {
            if (isPlainRfc1123(text)) {
                return plainRfc1123(text);
            }
            return isDigit(text, 0) && text.charAt(4) == '-' ? iso(text) : words(text);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Epoch seconds or milliseconds by magnitude; null when negative, not finite or beyond every calendar. */
    public static @Nullable Instant ofEpoch(double number) {
        if (!(number >= 0) || number > 1e16) {
            return null;
        }
        return Instant.ofEpochMilli((long) (number < LARGEST_SECONDS ? number * 1000 : number));
    }

    private static Instant iso(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (text.charAt(7) != '-') {
            throw new DateTimeException("date");
        }
        if (text.length() == 10) {
            return LocalDateTime.of(year, month, day, 0, 0).toInstant(ZoneOffset.UTC);
        }
        if ("Tt ".indexOf(text.charAt(10)) < 0 || text.charAt(13) != ':') {
            throw new DateTimeException("time");
        }
        int at = 16;
        int second = 0;
        int nano = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            second = digits(text, 17, 19);
            at = 19;
            if (at < text.length() && text.charAt(at) == '.') {
                int from = ++at;
                while (at < text.length() && isDigit(text, at)) {
                    at++;
                }
                nano = fraction(text, from, at);
            }
        }
        // a leap second is counted as the last one of its minute
        var local = LocalDateTime.of(
                year, month, day, digits(text, 11, 13), digits(text, 14, 16), Math.min(second, 59), nano);
        return local.toInstant(offset(text.substring(at).trim()));
    }

    /** {@code Wed, 05 Aug 2026 09:41:00 GMT}, the day with one digit or two; a Health event has several. */
    private static boolean isPlainRfc1123(String text) {
        return text.charAt(3) == ','
                && (text.length() == RFC_1123_LENGTH || text.length() == RFC_1123_LENGTH - 1)
                && text.endsWith(" GMT");
    }

    private static Instant plainRfc1123(String text) {
        int time = text.length() - 12;
        int month = month(text.charAt(time - 9), text.charAt(time - 8), text.charAt(time - 7));
        long day = LocalDate.of(digits(text, time - 5, time - 1), month, digits(text, 5, time - 10))
                .toEpochDay();
        int hour = digits(text, time, time + 2);
        int minute = digits(text, time + 3, time + 5);
        int second = Math.min(digits(text, time + 6, time + 8), 59);
        if (text.charAt(time + 2) != ':' || text.charAt(time + 5) != ':' || hour > 23 || minute > 59) {
            throw new DateTimeException("time");
        }
        return Instant.ofEpochSecond(day * 86_400 + hour * 3600L + minute * 60L + second);
    }

    /** 1 to 12, or 0 for no month. */
    private static int month(char first, char second, char third) {
        for (int i = 0; i < MONTH_LETTERS.length(); i += 3) {
            if ((first | 0x20) == MONTH_LETTERS.charAt(i)
                    && (second | 0x20) == MONTH_LETTERS.charAt(i + 1)
                    && (third | 0x20) == MONTH_LETTERS.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }

    private static Instant words(String text) {
        var words = split(text);
        int at = MONTHS.contains(prefix(words[0])) || isDigit(words[0], 0) ? 0 : 1;
        return isDigit(words[at], 0) ? rfc1123(words, at) : american(words, at);
    }

    /** Between blanks (US text has narrow ones) and commas; by hand, as a pattern took a quarter of a Health event. */
    private static String[] split(String text) {
        var words = new ArrayList<String>(8);
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || " ,\t\u00a0\u202f".indexOf(text.charAt(i)) >= 0) {
                if (i > from) {
                    words.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words.toArray(new String[0]);
    }

    private static Instant rfc1123(String[] words, int at) {
        var zone = words.length > at + 4 ? words[at + 4] : "";
        return clock(words[at + 2], words[at + 1], words[at], words[at + 3], 0).toInstant(offset(zone));
    }

    private static Instant american(String[] words, int at) {
        var half = words.length > at + 4 ? words[at + 4].toUpperCase(Locale.ROOT) : "";
        int noon = half.equals("PM") ? 12 : 0;
        boolean isTwelve = words[at + 3].startsWith("12:");
        int shift = half.isEmpty() ? 0 : noon - (isTwelve ? 12 : 0);
        return clock(words[at + 2], words[at], words[at + 1], words[at + 3], shift)
                .toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime clock(String year, String month, String day, String time, int shiftHours) {
        var parts = time.split(":");
        int second = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
        return LocalDateTime.of(
                Integer.parseInt(year),
                MONTHS.indexOf(prefix(month)) + 1,
                Integer.parseInt(day),
                Integer.parseInt(parts[0]) + shiftHours,
                Integer.parseInt(parts[1]),
                Math.min(second, 59));
    }

    private static String prefix(String word) {
        return word.substring(0, Math.min(3, word.length())).toLowerCase(Locale.ROOT);
    }

    private static ZoneOffset offset(String zone) {
        switch (zone) {
            case "":
            case "Z":
            case "z":
            case "GMT":
            case "UTC":
                return ZoneOffset.UTC;
            default:
                return ZoneOffset.of(zone);
        }
    }

    private static int fraction(String text, int from, int to) {
        int nano = 0;
        for (int i = 0; i < 9; i++) {
            nano = nano * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
        }
        return nano;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text, i)) {
                throw new DateTimeException("digit");
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
