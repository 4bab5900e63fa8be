package io.millrace.testing.simulation;

/** One thing that a service runs on. */
public record Resource(Type type, String id, String arn, String service, String account, String region) {
    /** Kinds of resources that the estate has metrics for. */
    public enum Type {
        INSTANCE,
        LOAD_BALANCER,
        DATABASE,
        QUEUE,
        FUNCTION,
        VPN
    }

    /** Whether a command's target (an id or an ARN) means this resource. */
    boolean isNamed(String target) {
        return target.equals(id) || target.equals(arn) || target.endsWith("/" + id) || target.endsWith(":" + id);
    }
}
