package io.millrace.runbooks.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/** A well-formed ARN of printable ASCII: partition, service, Region, account and resource. */
final class Arn {
    /** IAM's limit for an ARN. */
    private static final int MAX_LENGTH = 2048;

    private static final Pattern SHAPE =
            Pattern.compile("arn:(aws|aws-cn|aws-us-gov):([a-z0-9-]{1,63}):([a-z0-9-]{0,32}):([0-9]{12})?:([!-~]+)");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final String text;
    private final String service;
    private final String region;
    private final String account;
    private final String resource;

    private Arn(String text, String service, String region, String account, String resource) {
        this.text = text;
        this.service = service;
        this.region = region;
        this.account = account;
        this.resource = resource;
    }

    /** Empty when the text is no ARN. */
    static Optional<Arn> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String account = matcher.group(4) == null ? "" : matcher.group(4);
        return Optional.of(new Arn(text, matcher.group(2), matcher.group(3), account, matcher.group(5)));
    }

    static boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches();
    }

    static boolean isRegion(String text) {
        return text.length() <= 32 && REGION.matcher(text).matches();
    }

    /** Partition in which a Region lies. */
    static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** The whole ARN. */
    String text() {
        return text;
    }

    String service() {
        return service;
    }

    /** Whether account and Region are these, or left out as global resources do. */
    boolean livesIn(String wantedAccount, String wantedRegion) {
        return (account.isEmpty() || account.equals(wantedAccount))
                && (region.isEmpty() || region.equals(wantedRegion));
    }

    String resource() {
        return resource;
    }
}
