package io.millrace.runbooks.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an SSM document declares: its kind and its parameters. */
public final class SsmDocument {
    private final String name;
    private final Kind kind;
    private final TreeMap<String, DocumentParameter> parameters = new TreeMap<>();

    SsmDocument(String name, Kind kind, Collection<DocumentParameter> parameters) {
        this.name = name;
        this.kind = kind;
        parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** By name. */
    public SortedMap<String, DocumentParameter> parameters() {
        return Collections.unmodifiableSortedMap(parameters);
    }

    /** Why SSM would not start an execution with these values, one sentence each; empty when it would. */
    public List<String> wrong(Map<String, List<String>> given) {
        var wrong = new ArrayList<String>();
        parameters.values().stream()
                .filter(parameter -> parameter.required() && !given.containsKey(parameter.name()))
                .forEach(parameter -> wrong.add(name + " wants " + parameter.name()));
        new TreeMap<>(given).forEach((parameter, values) -> {
            var declared = parameters.get(parameter);
            String problem = declared == null ? "no parameter of " + name : declared.wrong(values);
            if (!problem.isEmpty()) {
                wrong.add(parameter + " is " + values + ": " + problem);
            }
        });
        return wrong;
    }

    /** What runs a document. */
    public enum Kind {
        /** Started by the executor. */
        AUTOMATION,
        /** Sent to an instance by a step of an automation. */
        COMMAND
    }
}
