package io.millrace.cloud;

import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.BucketProps;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Artifacts (job jars, content bundles), the lake, and the access log of both. All outlive the stack. */
final class Buckets {
    /** An unfinished part of the lake belongs to a checkpoint: nobody restores one older than this. */
    private static final Duration FORGET_UPLOADS = Duration.days(30);

    private final Bucket log;
    private final Bucket artifacts;
    private final Bucket lake;

    Buckets(Construct scope, Keys keys) {
        log = new Bucket(
                scope,
                "AccessLog",
                BucketProps.builder()
                        // S3 delivers access logs into buckets with its own key only
                        .encryption(BucketEncryption.S3_MANAGED)
                        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                        .enforceSsl(true)
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .lifecycleRules(List.of(LifecycleRule.builder()
                                .expiration(Duration.days(90))
                                .build()))
                        .build());
        artifacts = bucket(scope, "Artifacts", keys, true);
        lake = bucket(scope, "Lake", keys, false);
    }

    Bucket artifacts() {
        return artifacts;
    }

    Bucket lake() {
        return lake;
    }

    /** Root of the lake's tables, without a slash at the end. */
    String lakePath() {
        return "s3://" + lake.getBucketName() + "/lake";
    }

    /** Where entries that the bus refuses for good are kept. */
    String refusedPath() {
        return "s3://" + lake.getBucketName() + "/dead-letters";
    }

    private Bucket bucket(Construct scope, String id, Keys keys, boolean versioned) {
        return new Bucket(
                scope,
                id,
                BucketProps.builder()
                        .encryption(BucketEncryption.KMS)
                        .encryptionKey(keys.staying())
                        .bucketKeyEnabled(true)
                        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                        .enforceSsl(true)
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .versioned(versioned)
                        .serverAccessLogsBucket(log)
                        .serverAccessLogsPrefix(id.toLowerCase(Locale.ROOT) + "/")
                        .lifecycleRules(List.of(LifecycleRule.builder()
                                .abortIncompleteMultipartUploadAfter(FORGET_UPLOADS)
                                .build()))
                        .build());
    }
}
