package io.millrace.local.http;

/** An error as the service would answer it: the exception type of its API, the HTTP status and a message. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int status;

    /** An error of the given API type, for example {@code ResourceNotFoundException}. */
    public WireException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** A fault of the caller: HTTP 400. */
    public static WireException client(String type, String message) {
        return new WireException(400, type, message);
    }

    /** The exception type as it stands in {@code __type}. */
    public String type() {
        return type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
