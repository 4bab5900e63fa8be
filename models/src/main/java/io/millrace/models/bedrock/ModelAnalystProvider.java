package io.millrace.models.bedrock;

import java.io.Serializable;

/** Makes the client of a model where it is used. */
public interface ModelAnalystProvider extends Serializable {
    /** A new client, for the caller to close. */
    ModelAnalyst open();
}
