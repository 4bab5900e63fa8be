package io.millrace.operators.stage;

import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.PageInput;
import io.millrace.domain.PagedThread;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.escalate.Responders;
import io.millrace.domain.id.Ids;
import io.millrace.domain.thread.Paging;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one key who is paged: threads that ask for a page, and links of threads, in; pages and what was withheld out. When
 * people are at work says the version of content that the thread opened with.
 * State: what is remembered of a thread that asked or is linked, for a week after its last news, and an agenda of when to look at
 * which; the two slot buffers. Cleared by timers.
 */
public final class PageFunction extends KeyedProcessFunction<String, PageInput, Page> implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** The one key: urgent threads are few, and their causes may be in any scope. */
    public static final String KEY = "fleet";

    private final LiveContent<Responders> content;

    private transient SlotBuffer<PageInput> asked;
    /** What earlier versions held in place of these: only read, until their last slot is taken. */
    private transient SlotBuffer<Page> askedBefore;

    private transient SlotBuffer<ThreadLink> links;
    private transient MapState<String, PagedThread> threads;
    /** End of a slot to the threads that must be looked at then. */
    private transient MapState<Long, List<String>> agenda;

    private transient Undecided undecided;

    public PageFunction(ContentHistory content) {
        this.content = new LiveContent<>(content, bundle -> bundle.compile().responders());
    }

    /** What the stage is told of a change; empty for one that has nothing to do with pages. */
    public static Optional<PageInput> input(ThreadChange change) {
        return Paging.input(change);
    }

    public static PageInput input(ThreadLink link) {
        return PageInput.newBuilder().setLink(link).build();
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        asked = new SlotBuffer<>(
                runtime,
                "asked-slots",
                Records.type(PageInput.class),
                input -> input.getPage().getArrivedAt(),
                Comparator.comparing(PageInput::getPage, Orders.PAGES));
        askedBefore =
                new SlotBuffer<>(runtime, "page-slots", Records.type(Page.class), Page::getArrivedAt, Orders.PAGES);
        links = new SlotBuffer<>(
                runtime, "link-slots", Records.type(ThreadLink.class), ThreadLink::getArrivedAt, Orders.LINKS);
        threads = runtime.getMapState(
                new MapStateDescriptor<>("paged-threads", Types.STRING, Records.type(PagedThread.class)));
        agenda = runtime.getMapState(new MapStateDescriptor<>("agenda", Types.LONG, Types.LIST(Types.STRING)));
        undecided = new Undecided(runtime.getMetricGroup(), "page");
    }

    @Override
    public void processElement(PageInput input, Context context, Collector<Page> out) throws Exception {
        ThreadLink link = input.getLink();
        if (link == null) {
            asked.add(input, context.timerService());
        } else {
            links.add(link, context.timerService());
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Page> out) throws Exception {
        var now = Instant.ofEpochMilli(timer);
        // at the end of the input only slots are decided: a longer one could tell what became of the rest
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        List<String> looks = agenda.get(timer);
        List<String> due = looks == null || inputEnded ? List.of() : looks;
        agenda.remove(timer);
        List<ThreadLink> found = links.take(timer);
        List<PageInput> inputs = asked.take(timer);
        var wanted = new ArrayList<>(askedBefore.take(timer));
        inputs.forEach(input -> wanted.add(input.getPage()));
        var touched = new Touched(threads);
        try {
            var paging = new Paging(touched, (thread, page, at) -> workedFrom(thread, page, at, context));
            inputs.forEach(input -> paging.hear(input, now));
            paging.decide(found, wanted, due, now).forEach(out::collect);
        } catch (RuntimeException e) {
            failOpen(wanted, due, e, context, out);
            return;
        }
        due.forEach(touched::get);
        for (PagedThread thread : touched.all()) {
            keep(thread, touched.before(thread.getThreadId()), due, context);
        }
    }

    /** By the content that the thread opened with. Where that fails nobody waits, and a dead letter says why. */
    private Instant workedFrom(PagedThread thread, Page page, Instant now, OnTimerContext context) {
        try {
            return content.version(thread.getContentVersion(), now).value().pageFrom(thread, page, now);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.record(page, page.getPageId(), page.getArrivedAt(), e));
            throw e;
        }
    }

    /** Who asked, or was due to be decided anew, is paged where that cannot be decided. */
    private void failOpen(
            List<Page> wanted, List<String> due, RuntimeException e, OnTimerContext context, Collector<Page> out)
            throws Exception {
        for (String threadId : due) {
            PagedThread thread = threads.get(threadId);
            Page page = thread == null ? null : thread.getPage();
            if (page != null && page.getDecision() == PageDecision.WITHHELD) {
                out.collect(Page.newBuilder(page)
                        .setPageId(Ids.hash("page-failed-open", page.getPageId()))
                        .setDecision(PageDecision.PAGED)
                        .setReason("fail-open")
                        .setArrivedAt(Instant.ofEpochMilli(context.timestamp()))
                        .build());
            }
        }
        for (Page page : wanted) {
            context.output(Outputs.DEAD_LETTERS, undecided.record(page, page.getPageId(), page.getArrivedAt(), e));
            if (page.getDecision() == PageDecision.WANTED) {
                out.collect(Page.newBuilder(page)
                        .setDecision(PageDecision.PAGED)
                        .setReason("fail-open")
                        .build());
            }
        }
    }

    private void keep(PagedThread thread, @Nullable PagedThread before, List<String> due, OnTimerContext context)
            throws Exception {
        String id = thread.getThreadId();
        Optional<Instant> next = Paging.nextLook(thread, Instant.ofEpochMilli(context.timestamp()));
        if (next.isEmpty()) {
            threads.remove(id);
            return;
        }
        threads.put(id, thread);
        boolean isOnAgenda =
                before != null && !due.contains(id) && Objects.equals(before.getAgainAt(), thread.getAgainAt());
        if (!isOnAgenda) {
            long look = Slots.endOf(next.get().toEpochMilli());
            List<String> known = agenda.get(look);
            var all = known == null ? new ArrayList<String>() : new ArrayList<>(known);
            all.add(id);
            agenda.put(look, all);
            context.timerService().registerEventTimeTimer(look);
        }
    }

    /** Threads as this slot leaves them, each read from state once. */
    private static final class Touched implements Paging.Memory {
        private final MapState<String, PagedThread> threads;
        private final Set<String> read = new HashSet<>();
        private final Map<String, PagedThread> before = new HashMap<>();
        private final Map<String, PagedThread> now = new TreeMap<>();

        Touched(MapState<String, PagedThread> threads) {
            this.threads = threads;
        }

        @Override
        public @Nullable PagedThread get(String threadId) {
            if (read.add(threadId)) {
                PagedThread known = read(threadId);
                if (known != null) {
                    before.put(threadId, known);
                    now.put(threadId, PagedThread.newBuilder(known).build());
                }
            }
            return now.get(threadId);
        }

        private @Nullable PagedThread read(String threadId) {
            try {
                return threads.get(threadId);
            } catch (Exception e) {
                throw new FlinkRuntimeException("Cannot read what is known of thread " + threadId, e);
            }
        }

        @Override
        public void put(PagedThread thread) {
            now.put(thread.getThreadId(), thread);
        }

        /** In order of their ids. */
        Collection<PagedThread> all() {
            return now.values();
        }

        @Nullable
        PagedThread before(String threadId) {
            return before.get(threadId);
        }
    }
}
