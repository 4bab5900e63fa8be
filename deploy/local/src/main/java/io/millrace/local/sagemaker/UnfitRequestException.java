package io.millrace.local.sagemaker;

/** A request that the algorithm's container refuses, with the status that it answers. */
public final class UnfitRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private UnfitRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** A body that says something the model cannot be asked. */
    public static UnfitRequestException badRequest(String message) {
        return new UnfitRequestException(400, message);
    }

    /** A content type that the container does not read. */
    public static UnfitRequestException unsupported(String message) {
        return new UnfitRequestException(415, message);
    }

    public int status() {
        return status;
    }
}
