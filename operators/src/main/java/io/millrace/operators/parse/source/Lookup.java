package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;

/** A value that a document stands for, by a table or constantly. Never null, never throws. */
@FunctionalInterface
interface Lookup<T> {
    T in(Json root);
}
