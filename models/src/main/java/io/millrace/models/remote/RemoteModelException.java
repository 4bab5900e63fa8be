package io.millrace.models.remote;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** A remote model gave no usable answer; the code says why and is stable: it is a lake column and a metric's name. */
public final class RemoteModelException extends RuntimeException {
    public static final String LATE = "late";
    public static final String CIRCUIT_OPEN = "circuit-open";
    /** The model cannot take as many questions as there are. */
    public static final String BUSY = "busy";
    /** A replay reads answers, and there is none to this question. */
    public static final String NOT_RECORDED = "not-recorded";

    public static final String UNREACHABLE = "unreachable";
    public static final String UNREADABLE = "unreadable";
    public static final String WRONG_COUNT = "wrong-count";
    public static final String TOO_LARGE = "too-large";

    private static final long serialVersionUID = 1L;

    private final String code;

    public RemoteModelException(String code, String message) {
        super(message);
        this.code = code;
    }

    private RemoteModelException(String code, Throwable cause) {
        super(code + ": " + cause.getMessage(), cause);
        this.code = code;
    }

    /** Any failure of a call as one of ours: a service's error by its error code, never by the text of its message. */
    public static RemoteModelException of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RemoteModelException) {
            return (RemoteModelException) cause;
        }
        if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
            return new RemoteModelException(LATE, cause);
        }
        if (cause instanceof AwsServiceException) {
            return new RemoteModelException(codeOf((AwsServiceException) cause), cause);
        }
        return new RemoteModelException(UNREACHABLE, cause);
    }

    /** The service's error code, or the status where it states none. */
    public static String codeOf(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isBlank() ? "http-" + failure.statusCode() : code;
    }

    public String code() {
        return code;
    }
}
