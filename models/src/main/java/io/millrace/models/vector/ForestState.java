package io.millrace.models.vector;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The library's forest as bytes: its own state objects, trees included, as deflated JSON. A restored one scores the same. */
final class ForestState {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
            .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE);

    private ForestState() {}

    static byte[] write(RandomCutForest forest) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            JSON.writeValue(out, mapper().toState(forest));
        } catch (IOException e) {
            throw new UncheckedIOException("The forest's state cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static RandomCutForest read(byte[] bytes) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return mapper().toModel(JSON.readValue(in, RandomCutForestState.class));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The forest's state of " + bytes.length + " bytes is damaged; restore what was written", e);
        }
    }

    private static RandomCutForestMapper mapper() {
        var mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        return mapper;
    }
}
