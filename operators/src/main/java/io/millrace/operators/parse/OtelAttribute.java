package io.millrace.operators.parse;

import io.millrace.operators.parse.otel.BrokenMessage;
import io.millrace.operators.parse.otel.ProtoFields;
import org.jspecify.annotations.Nullable;

/** A {@code KeyValue} of {@code common.proto}: a key, and a scalar as text or a list of further pairs. */
final class OtelAttribute {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;
    private static final int PAIRS = 6;
    private static final int BYTES = 7;

    private String key = "";
    private @Nullable String text;
    private @Nullable ProtoFields pairs;

    private OtelAttribute() {}

    static OtelAttribute of(ProtoFields keyValue) throws BrokenMessage {
        var pair = new OtelAttribute();
        while (keyValue.next()) {
            if (keyValue.isDelimited(KEY)) {
                pair.key = keyValue.text();
            } else if (keyValue.isDelimited(VALUE)) {
                pair.value(keyValue.message());
            }
        }
        return pair;
    }

    /** Of the alternatives the last one sent is meant. */
    private void value(ProtoFields value) throws BrokenMessage {
        while (value.next()) {
            if (value.number() <= BYTES) {
                text = null;
                pairs = null;
            }
            if (value.isDelimited(STRING)) {
                text = value.text();
            } else if (value.isVarint(BOOL)) {
                text = String.valueOf(value.bits() != 0);
            } else if (value.isVarint(INT)) {
                text = String.valueOf(value.bits());
            } else if (value.isFixed64(DOUBLE)) {
                text = String.valueOf(value.real());
            } else if (value.isDelimited(PAIRS)) {
                pairs = value.message();
            }
        }
    }

    String key() {
        return key;
    }

    /** The scalar, or null for anything else. */
    @Nullable
    String text() {
        return text;
    }

    /** The list of pairs ({@code KeyValueList}), or null for anything else. */
    @Nullable
    ProtoFields pairs() {
        return pairs;
    }
}
