package io.millrace.operators.eventbridge.payload;

import io.millrace.domain.EventKind;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A thread as a ticket: what every ticket system wants to know of it, under the thread's id. */
public final class Ticket {
    private static final int MOST_PARAGRAPHS = 40;

    private final ThreadChange change;
    private final @Nullable Explanation explanation;

    /** @param explanation the words for it; null where there are none, and the ticket's text stays as it is */
    public Ticket(ThreadChange change, @Nullable Explanation explanation) {
        this.change = change;
        this.explanation = explanation;
    }

    /** What makes two of them one. */
    public String key() {
        return change.getThreadId();
    }

    public String title() {
        return change.getTitle();
    }

    /** The story, a paragraph each; empty without an explanation. */
    public List<String> description() {
        return explanation == null ? List.of() : texts(explanation.getStoryline());
    }

    public List<String> recommendedActions() {
        return explanation == null ? List.of() : texts(explanation.getAdvice());
    }

    /** Of the thread and of its resources, sorted. */
    public Set<String> accounts() {
        var accounts = new TreeSet<String>();
        accounts.add(change.getAccount());
        for (String resource : change.getResources()) {
            String[] parts = resource.split(":", 6);
            accounts.add(parts.length == 6 && parts[0].equals("arn") ? parts[4] : "");
        }
        accounts.remove("");
        return accounts;
    }

    boolean isOver() {
        return change.getStatus() == ThreadStatus.RESOLVED || change.getStatus() == ThreadStatus.CLOSED;
    }

    boolean isClosed() {
        return change.getStatus() == ThreadStatus.CLOSED;
    }

    /** 1 (informational) to 5 (critical). */
    int severity() {
        return change.getSeverity();
    }

    /** 1 (P1) to 5 (P5). */
    int priority() {
        return change.getPriority();
    }

    String service() {
        return change.getService();
    }

    String owner() {
        return change.getOwner();
    }

    List<String> resources() {
        return change.getResources();
    }

    int version() {
        return change.getVersion();
    }

    boolean isAbout(EventKind kind) {
        return change.getMembers().stream().map(ThreadMember::getKind).anyMatch(kind::equals);
    }

    /** Description and recommended actions below each other, for a system that has one field for both. */
    List<String> paragraphs() {
        var paragraphs = new ArrayList<>(description());
        if (!recommendedActions().isEmpty()) {
            paragraphs.add("Recommended:");
            paragraphs.addAll(recommendedActions());
        }
        paragraphs.add("Millrace thread " + key() + ", version " + version() + ", " + change.getEventCount()
                + (change.getEventCount() == 1 ? " event." : " events."));
        return paragraphs;
    }

    private static List<String> texts(List<Sentence> sentences) {
        return sentences.stream().limit(MOST_PARAGRAPHS).map(Sentence::getText).collect(Collectors.toList());
    }
}
