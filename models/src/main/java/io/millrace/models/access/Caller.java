package io.millrace.models.access;

import java.util.Map;
import java.util.Optional;

/**
 * The entity and address of a CloudTrail event, from the attributes of its canonical form: the same for training and for
 * judging. A role is one entity whoever assumes it, but for people signed in through IAM Identity Center, whom the session
 * names.
 */
public final class Caller {
    private static final String PEOPLE = "AWSReservedSSO_";

    private Caller() {}

    /**
     * Empty where no IPv4 address acted: an AWS service on somebody's behalf, IPv6; where the credentials were not proven: a
     * sign-in that failed; and for our own remediation.
     */
    public static Optional<Access> of(Map<String, String> attributes) {
        String entity = entity(attributes);
        boolean isOurs = "true".equals(attributes.get("own"));
        boolean isService = !text(attributes, "invokedBy").isEmpty()
                || text(attributes, "userType").equals("AWSService");
        if (entity.isBlank()
                || isOurs
                || isService
                || text(attributes, "signIn").equals("Failure")) {
            return Optional.empty();
        }
        return Access.of(entity, text(attributes, "sourceIPAddress"));
    }

    private static String entity(Map<String, String> attributes) {
        String account = text(attributes, "userAccount");
        String role = text(attributes, "roleName");
        String session = text(attributes, "sessionName");
        if (role.startsWith(PEOPLE) && !session.isEmpty()) {
            return account + ":person/" + session;
        }
        if (!role.isEmpty()) {
            return account + ":role/" + role;
        }
        if (text(attributes, "userType").equals("Root")) {
            return account + ":root";
        }
        String user = text(attributes, "userName");
        return user.isEmpty() ? text(attributes, "userArn") : account + ":user/" + user;
    }

    private static String text(Map<String, String> attributes, String name) {
        return attributes.getOrDefault(name, "");
    }
}
