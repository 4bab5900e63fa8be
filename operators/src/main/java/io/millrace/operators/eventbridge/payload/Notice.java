package io.millrace.operators.eventbridge.payload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be said: a headline, a sentence, and facts in the order in which they are read. Any text is safe. */
public final class Notice {
    /** More than anybody reads; bounds what is sent. */
    static final int FACTS = 20;

    private final String headline;
    private final String text;
    private final Map<String, String> facts = new LinkedHashMap<>();

    /**
     * @param headline what it is about, in a line
     * @param text why it is said, in a sentence or two
     */
    public Notice(String headline, String text) {
        this.headline = headline;
        this.text = text;
    }

    /** Adds a fact, unless it says nothing or there are enough. */
    public Notice fact(String name, String value) {
        if (!value.isBlank() && facts.size() < FACTS) {
            facts.put(name, value);
        }
        return this;
    }

    String headline() {
        return headline;
    }

    String text() {
        return text;
    }

    Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }
}
