package io.millrace.models.analyst;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells a thread's story from its rows alone: what opened it, what joined and why, what recovered. Every
 * sentence cites the events it rests on; nothing is guessed. The same thread version gives the same words.
 */
public final class LocalAnalyst {
    /** Named in {@link Explanation}. */
    public static final String NAME = "local-analyst";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_NAMED = 5;

    /** What joined late comes last: the story begins with what the thread began with. */
    private static final Comparator<ThreadMember> IN_TIME = Comparator.comparing(LocalAnalyst::joinedLate)
            .thenComparing(ThreadMember::getEventTime)
            .thenComparing(ThreadMember::getEventId);

    /** @param advice what the runbooks say, each sentence citing the events that make it apply */
    public Explanation explain(ThreadChange thread, List<Sentence> advice) {
        List<ThreadMember> members = new ArrayList<>(thread.getMembers());
        members.sort(IN_TIME);
        return Explanation.newBuilder()
                .setExplanationId(
                        Ids.hash("explanation", NAME, thread.getThreadId(), String.valueOf(thread.getVersion())))
                .setThreadId(thread.getThreadId())
                .setThreadVersion(thread.getVersion())
                .setAuthor(NAME)
                .setStoryline(members.isEmpty() ? List.of() : storyline(thread, members))
                .setAdvice(advice)
                .setArrivedAt(thread.getArrivedAt())
                .build();
    }

    private static List<Sentence> storyline(ThreadChange thread, List<ThreadMember> members) {
        var story = new ArrayList<Sentence>();
        story.add(beginning(thread, members.get(0)));
        joined(members).forEach((reason, joined) -> story.add(joining(members.get(0), reason, joined)));
        List<ThreadMember> late = members.stream()
                .skip(1)
                .filter(LocalAnalyst::joinedLate)
                .filter(member -> member.getStatus() != EventStatus.RESOLVED)
                .collect(Collectors.toList());
        if (!late.isEmpty()) {
            story.add(late(late));
        }
        if (!thread.getSituations().isEmpty()) {
            story.add(together(thread, members));
        }
        List<ThreadMember> recovered = members.stream()
                .filter(member -> member.getStatus() == EventStatus.RESOLVED)
                .collect(Collectors.toList());
        if (!recovered.isEmpty()) {
            story.add(ending(thread, recovered));
        }
        return story;
    }

    /** What the situations are called and what they say; threads of an earlier version know their names only. */
    private static Sentence together(ThreadChange thread, List<ThreadMember> members) {
        String names = thread.getSituations().stream()
                .map(name -> name.replace('-', ' '))
                .collect(Collectors.joining(", "));
        String words = thread.getRecognised().isEmpty() ? "" : " " + String.join(". ", thread.getRecognised()) + ".";
        return new Sentence("Taken together this is: " + names + "." + words, cite(members));
    }

    private static Sentence beginning(ThreadChange thread, ThreadMember first) {
        String where = thread.getService().isEmpty()
                ? "account " + thread.getAccount() + " (" + thread.getRegion() + ")"
                : "service " + thread.getService();
        // With many events the state keeps the newest: then the first one kept is not the one that opened it.
        String opened = first.getReason().equals("opened") ? "It began with" : "The earliest event kept is";
        return new Sentence(
                opened + " \"" + first.getTitle() + "\" at " + at(first) + " UTC in " + where + "; severity "
                        + thread.getSeverity() + " of 5, priority P" + thread.getPriority() + ".",
                List.of(first.getEventId()));
    }

    /** Members after the first that speak of trouble, by the reason they joined, in order of first appearance. */
    private static Map<String, List<ThreadMember>> joined(List<ThreadMember> members) {
        return members.stream()
                .skip(1)
                .filter(member -> member.getStatus() != EventStatus.RESOLVED && !joinedLate(member))
                .collect(Collectors.groupingBy(ThreadMember::getReason, LinkedHashMap::new, Collectors.toList()));
    }

    private static Sentence joining(ThreadMember first, String reason, List<ThreadMember> joined) {
        long minutes = Duration.between(
                        first.getEventTime(), joined.get(joined.size() - 1).getEventTime())
                .toMinutes();
        String span = minutes == 0 ? "Within the same minute" : "Over the next " + minutes + " min";
        return new Sentence(
                span + " " + events(joined) + " joined (" + reason.replace('-', ' ') + "): " + named(joined) + ".",
                cite(joined));
    }

    private static Sentence late(List<ThreadMember> late) {
        return new Sentence(
                events(late) + " arrived late, the first of " + at(late.get(0)) + " UTC: " + named(late) + ".",
                cite(late));
    }

    private static boolean joinedLate(ThreadMember member) {
        return member.getLate() && !member.getReason().equals("opened");
    }

    private static String events(List<ThreadMember> members) {
        return members.size() == 1 ? "1 event" : members.size() + " events";
    }

    private static String named(List<ThreadMember> members) {
        var titles = members.stream()
                .map(member -> "\"" + member.getTitle() + "\"")
                .distinct()
                .collect(Collectors.toList());
        String more = titles.size() > MOST_NAMED ? " and " + (titles.size() - MOST_NAMED) + " more" : "";
        return titles.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }

    private static Sentence ending(ThreadChange thread, List<ThreadMember> recovered) {
        ThreadMember last = recovered.get(recovered.size() - 1);
        String all = thread.getResolvedAt() == null ? "" : " With that nothing in this thread is open any more.";
        return new Sentence("\"" + last.getTitle() + "\" was seen at " + at(last) + " UTC." + all, cite(recovered));
    }

    private static List<String> cite(List<ThreadMember> members) {
        return members.stream()
                .map(ThreadMember::getEventId)
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    private static String at(ThreadMember member) {
        return MINUTE.format(member.getEventTime());
    }
}
