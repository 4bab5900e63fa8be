package io.millrace.operators.eventbridge;

import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Classifies what PutEvents answers, by error code and status, never by the text of a message. What is
 * unknown fails the job: better loud than thousands of entries quietly among the refused.
 */
final class EventBridgeExceptions {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_LARGE = 413;

    /** Of an entry, within an answer of status 200. */
    private static final Set<String> PASSING_ENTRY_CODES = Set.of("InternalFailure", "ThrottlingException");

    /** Of an entry: a person must grant something, and then all entries go through. */
    private static final Set<String> AUTHORISATION_CODES = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "OptInRequired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private static final Set<String> PASSING_REQUEST_CODES =
            Set.of("InternalFailure", "InternalException", "ServiceUnavailable", "RequestTimeout");

    /** Of a request: some entry in it has a form that the service does not take. */
    private static final Set<String> UNACCEPTABLE_CODES = Set.of(
            "ValidationException", "ValidationError", "SerializationException", "InvalidArgument", "MalformedDetail");

    private EventBridgeExceptions() {}

    /** Of one entry's error code in an answer that came: retry two, dead-letter the rest (AWS contract page). */
    static Verdict ofEntry(String errorCode) {
        if (PASSING_ENTRY_CODES.contains(errorCode)) {
            return Verdict.RETRY;
        }
        return AUTHORISATION_CODES.contains(errorCode) ? Verdict.FAIL : Verdict.REFUSE;
    }

    /** Of a request that failed as a whole. */
    static Verdict ofRequest(Throwable error) {
        if (error instanceof AwsServiceException) {
            return ofService((AwsServiceException) error);
        }
        return error instanceof SdkClientException ? Verdict.RETRY : Verdict.FAIL;
    }

    private static Verdict ofService(AwsServiceException error) {
        var code = code(error);
        if (AUTHORISATION_CODES.contains(code)) {
            return Verdict.FAIL;
        }
        if (error.isThrottlingException()
                || error.statusCode() >= SERVER_ERROR
                || PASSING_REQUEST_CODES.contains(code)) {
            return Verdict.RETRY;
        }
        return error.statusCode() == TOO_LARGE || UNACCEPTABLE_CODES.contains(code) ? Verdict.SEPARATE : Verdict.FAIL;
    }

    /** The service's error code, or the exception's class where it gave none. */
    static String code(Throwable error) {
        if (error instanceof AwsServiceException) {
            var details = ((AwsServiceException) error).awsErrorDetails();
            var code = details == null ? null : details.errorCode();
            if (code != null) {
                return code;
            }
        }
        return error.getClass().getSimpleName();
    }

    /** What a future's callback was really given. */
    static Throwable cause(Throwable error) {
        @Nullable Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause(cause) : error;
    }
}
