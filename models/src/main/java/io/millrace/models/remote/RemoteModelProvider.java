package io.millrace.models.remote;

import java.io.Serializable;

/** Makes the client of a remote model where it is used. */
public interface RemoteModelProvider<Q, A> extends Serializable {
    /** A new client of the model of this name, for the caller to close. */
    RemoteModel<Q, A> open(String name);
}
