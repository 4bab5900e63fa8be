package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a longer communication an event is, by the attributes {@code communication}, {@code page} and
 * {@code totalPages}. A communication of one page has none.
 */
final class Page {
    final String communication;
    final int number;
    final int total;

    private Page(String communication, int number, int total) {
        this.communication = communication;
        this.number = number;
        this.total = total;
    }

    /** Empty for an event that stands alone, or whose numbers cannot be read: that one is never held. */
    static Optional<Page> of(OpsEvent event) {
        var attributes = event.getAttributes();
        String communication = attributes.getOrDefault("communication", "");
        int number = number(attributes.get("page"));
        int total = number(attributes.get("totalPages"));
        return communication.isEmpty() || number < 1 || total < 2
                ? Optional.empty()
                : Optional.of(new Page(communication, number, total));
    }

    /** 0 for what is no number of at most six digits. */
    static int number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 6) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
