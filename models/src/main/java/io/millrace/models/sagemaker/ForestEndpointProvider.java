package io.millrace.models.sagemaker;

import java.io.Serializable;

/** Makes the client of an endpoint where it is used. */
public interface ForestEndpointProvider extends Serializable {
    /** A new client, for the caller to close. */
    ForestEndpoint open(String endpoint);
}
