package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

class EventBridgeExceptionsTest {
    @ParameterizedTest
    @CsvSource({
        "InternalFailure, RETRY",
        "ThrottlingException, RETRY",
        "MalformedDetail, REFUSE",
        "NotAuthorizedForSourceException, REFUSE",
        "NotAuthorizedForDetailTypeException, REFUSE",
        "InvalidArgument, REFUSE",
        "NeverHeardOf, REFUSE",
        "AccessDeniedException, FAIL",
    })
    void anEntryIsRetriedRefusedOrFatalByItsCode(String code, Verdict verdict) {
        assertThat(EventBridgeExceptions.ofEntry(code)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, RETRY",
        "429, TooManyRequestsException, RETRY",
        "500, InternalException, RETRY",
        "503, ServiceUnavailable, RETRY",
        "502, NeverHeardOf, RETRY",
        "413, RequestEntityTooLarge, SEPARATE",
        "400, ValidationException, SEPARATE",
        "400, AccessDeniedException, FAIL",
        "403, UnrecognizedClientException, FAIL",
        "400, ExpiredTokenException, FAIL",
        "403, SignatureDoesNotMatch, FAIL",
        "400, ResourceNotFoundException, FAIL",
        "400, NeverHeardOf, FAIL",
    })
    void aRequestIsJudgedByCodeAndStatus(int status, String code, Verdict verdict) {
        var error = EventBridgeException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message("Throttling AccessDenied: the text says nothing")
                .build();

        assertThat(EventBridgeExceptions.ofRequest(error)).isEqualTo(verdict);
        assertThat(EventBridgeExceptions.ofRequest(EventBridgeExceptions.cause(new CompletionException(error))))
                .isEqualTo(verdict);
    }

    @Test
    void theNetworkPassesAndAnUnknownExceptionFails() {
        assertThat(EventBridgeExceptions.ofRequest(SdkClientException.create("refused")))
                .isEqualTo(Verdict.RETRY);
        assertThat(EventBridgeExceptions.ofRequest(new IllegalStateException())).isEqualTo(Verdict.FAIL);
    }
}
