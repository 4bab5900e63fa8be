package io.millrace.testing;

/** Names of the example estate that tests, samples and the shipped example content share. */
public final class Estates {
    /** The production account. */
    public static final String PRODUCTION = "111122223333";
    /** The sandbox account. */
    public static final String SANDBOX = "444455556666";
    /** An account that no catalog knows. */
    public static final String UNKNOWN = "777788889999";

    public static final String REGION = "eu-west-1";
    /** An instance of service checkout. */
    public static final String INSTANCE = "i-0c2f5e7a91d34b680";

    private Estates() {}

    /** The ARN of an instance in the production account. */
    public static String instanceArn(String instanceId) {
        return arn("ec2", "instance/" + instanceId);
    }

    /** An ARN in the production account and example Region. */
    public static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + PRODUCTION + ":" + resource;
    }
}
