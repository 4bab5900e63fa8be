package io.millrace.operators.parse.source.flat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a mapping may make of a text, written behind a path: {@code {detail.resource_id:region}}. */
enum Form {
    /** The Region that an ARN or an availability zone names, or the Region itself; empty for everything else. */
    REGION {
        @Override
        String of(String text) {
            var region = arnPart(text, 3, text);
            if (!REGIONAL.matcher(region).matches()) {
                return "";
            }
            return Character.isLetter(region.charAt(region.length() - 1))
                    ? region.substring(0, region.length() - 1)
                    : region;
        }
    },
    /** The account that an ARN names; empty for everything else. */
    ACCOUNT {
        @Override
        String of(String text) {
            return arnPart(text, 4, "");
        }
    },
    /** The partition that a Region belongs to. */
    PARTITION {
        @Override
        String of(String text) {
            if (text.startsWith("cn-")) {
                return "aws-cn";
            }
            return text.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        }
    },
    /** What stands behind the last slash or colon of an ARN. */
    NAME {
        @Override
        String of(String text) {
            return text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
        }
    },
    /** The number at the front, without currency, unit and thousands separators: {@code $1,281.03} is 1281.03. */
    NUMBER {
        @Override
        String of(String text) {
            var number = NUMERIC.matcher(text.substring(0, Math.min(text.length(), 64)));
            return number.find() ? number.group().replace(",", "") : "";
        }
    },
    LOWER {
        @Override
        String of(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    };

    private static final Pattern REGIONAL = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,3}-\\d{1,2}[a-z]?");
    private static final Pattern NUMERIC = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?");

    abstract String of(String text);

    static List<String> names() {
        return Arrays.stream(values())
                .map(form -> form.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    private static String arnPart(String text, int part, String otherwise) {
        if (!text.startsWith("arn:")) {
            return otherwise;
        }
        var parts = text.split(":", 6);
        return parts.length == 6 ? parts[part] : "";
    }
}
