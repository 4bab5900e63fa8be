package io.millrace.runbooks.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A kind of resource that a runbook may act on: how its id looks and how its ARN is written. */
public enum TargetType {
    EC2_INSTANCE("ec2:instance", "ec2", "instance/", "i-([0-9a-f]{8}|[0-9a-f]{17})"),
    EC2_VOLUME("ec2:volume", "ec2", "volume/", "vol-([0-9a-f]{8}|[0-9a-f]{17})"),
    RDS_INSTANCE("rds:db", "rds", "db:", "[a-z](-?[a-z0-9]){0,62}");

    private final String word;
    private final String service;
    private final String prefix;
    private final Pattern id;

    TargetType(String word, String service, String prefix, String id) {
        this.word = word;
        this.service = service;
        this.prefix = prefix;
        this.id = Pattern.compile(id);
    }

    /** Empty when the word, such as {@code ec2:instance}, names no type. */
    public static Optional<TargetType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** As written in content. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TargetType::word).collect(Collectors.toList());
    }

    /** As written in content. */
    public String word() {
        return word;
    }

    boolean isId(String text) {
        return text.length() <= 64 && id.matcher(text).matches();
    }

    String arn(String region, String account, String resourceId) {
        return String.join(":", "arn", Arn.partition(region), service, region, account, prefix + resourceId);
    }

    /** Whether an ARN speaks of this type, well-formed id or not. */
    boolean covers(Arn arn) {
        return arn.service().equals(service) && arn.resource().startsWith(prefix);
    }

    String idOf(Arn arn) {
        return arn.resource().substring(prefix.length());
    }
}
