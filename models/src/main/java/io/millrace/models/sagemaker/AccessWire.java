package io.millrace.models.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.models.access.Access;
import java.util.List;
import java.util.stream.Collectors;

/**
 * IP Insights: CSV or JSON in, JSON or JSON lines out. A question is an entity and its IPv4 address, an answer their dot
 * product: unbounded, and low is anomalous. Source: SageMaker's IP Insights inference formats.
 */
public final class AccessWire implements EndpointWire<Access, Double> {
    private static final long serialVersionUID = 1L;

    private final boolean json;

    private AccessWire(boolean json) {
        this.json = json;
    }

    /** The shorter form: two columns a line. */
    public static AccessWire csv() {
        return new AccessWire(false);
    }

    /** The form that SageMaker's other tools (batch transform joins, monitors) read. */
    public static AccessWire json() {
        return new AccessWire(true);
    }

    /** A pair as a line of a request or of training data, without its end. */
    public static String line(Access access) {
        return access.entityText() + "," + access.addressText();
    }

    @Override
    public String contentType() {
        return json ? "application/json" : "text/csv";
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public int bytes(Access access) {
        // A name in another script takes up to three bytes a letter; {"features":["",""]}, around them.
        return 3 * access.entityText().length() + 40;
    }

    @Override
    public String body(List<Access> accesses) {
        if (!json) {
            return accesses.stream().map(AccessWire::line).collect(Collectors.joining("\n"));
        }
        var document = JsonNodeFactory.instance.objectNode();
        var instances = document.putArray("instances");
        for (Access access : accesses) {
            instances.addObject().putArray("features").add(access.entityText()).add(access.addressText());
        }
        return document.toString();
    }

    @Override
    public List<Double> answers(String body, List<Access> accesses) {
        return AnswerRows.of(body, "predictions", "dot_product", accesses.size()).stream()
                .map(row -> AnswerRows.number(row.path("dot_product"), "dot product"))
                .collect(Collectors.toList());
    }

    @Override
    public String row(Double answer) {
        return answer.toString();
    }

    @Override
    public Double read(String row, Access question) {
        return AnswerRows.number(row);
    }
}
