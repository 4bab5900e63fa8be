package io.millrace.models.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.id.Ids;
import io.millrace.models.remote.RemoteModelException;
import java.util.ArrayList;
import java.util.List;

/** A checked answer as the lake's row of remote answers keeps it, and back. Pure. */
public final class ModelTextRow {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ModelTextRow() {}

    /** What a model is told of the thread, in short: an answer belongs to no other question. */
    public static String digest(ThreadChange change) {
        var question = Question.about(change);
        return Ids.hash("question", question.facts(), question.untrusted());
    }

    /** JSON that {@link #read} reads back. */
    public static String of(ModelText text) {
        ObjectNode row = MAPPER.createObjectNode();
        write(row, "storyline", text.storyline());
        write(row, "hypotheses", text.hypotheses());
        write(row, "advice", text.advice());
        return row.toString();
    }

    private static void write(ObjectNode row, String name, List<Sentence> sentences) {
        var list = row.putArray(name);
        for (Sentence sentence : sentences) {
            var events = list.addObject().put("text", sentence.getText()).putArray("event_ids");
            sentence.getEventIds().forEach(events::add);
        }
    }

    /** The answer that the row holds; throws a {@link RemoteModelException} where it holds none. */
    public static ModelText read(String row) {
        try {
            JsonNode text = MAPPER.readTree(row);
            return new ModelText(
                    sentences(text.path("storyline")),
                    sentences(text.path("hypotheses")),
                    sentences(text.path("advice")));
        } catch (JsonProcessingException e) {
            throw new RemoteModelException(RemoteModelException.UNREADABLE, "The recorded row is no JSON");
        }
    }

    private static List<Sentence> sentences(JsonNode list) {
        var sentences = new ArrayList<Sentence>();
        for (JsonNode sentence : list) {
            var events = new ArrayList<String>();
            sentence.path("event_ids").forEach(event -> events.add(event.asText()));
            sentences.add(new Sentence(sentence.path("text").asText(), events));
        }
        return sentences;
    }
}
