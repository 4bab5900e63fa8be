package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the calls of our own remediation in CloudTrail: an assumed role of the very account that the event speaks of,
 * by its ARN, whose name matches a pattern ({@code *} is any run of characters; IAM does not distinguish case). What
 * is ours is joined where it belongs; it hides nothing, as a security matter stays one.
 */
final class OwnRoles {
    private static final Pattern ASSUMED =
            Pattern.compile("arn:[^:]+:sts::(\\d{12}):assumed-role/([\\w+=,.@-]{1,64})/([\\w+=,.@-]{2,64})");

    private final List<Pattern> names = new ArrayList<>();

    /** @param patterns of role names, without a path */
    OwnRoles(Collection<String> patterns) {
        for (String pattern : patterns) {
            var parts = new ArrayList<String>();
            for (String part : pattern.split("\\*", -1)) {
                parts.add(Pattern.quote(part));
            }
            names.add(Pattern.compile(String.join(".*", parts), Pattern.CASE_INSENSITIVE));
        }
    }

    /** Whether this {@code userIdentity} is our remediation at work in that account. */
    boolean includes(Json userIdentity, String account) {
        var assumed = ASSUMED.matcher(userIdentity.text("arn"));
        if (!userIdentity.text("type").equals("AssumedRole")
                || !assumed.matches()
                || !assumed.group(1).equals(account)
                || !isEmptyOr(account, userIdentity.text("accountId"))) {
            return false;
        }
        var role = assumed.group(2);
        var issuer = userIdentity.at("sessionContext", "sessionIssuer");
        return isEmptyOr("Role", issuer.text("type"))
                && isEmptyOr(account, issuer.text("accountId"))
                && isEmptyOr(role, issuer.text("userName"))
                && names.stream().anyMatch(name -> name.matcher(role).matches());
    }

    private static boolean isEmptyOr(String expected, String stated) {
        return stated.isEmpty() || stated.equals(expected);
    }
}
