package io.millrace.runbooks.controls;

import java.util.List;
import java.util.Optional;

/** Every control of one catalogue (a conformance pack, GuardDuty's finding types), with the runbook that answers it or the reason why none does. */
public final class ControlTable {
    private final String name;
    private final String attribute;
    private final List<Row> rows;

    ControlTable(String name, String attribute, List<Row> rows) {
        this.name = name;
        this.attribute = attribute;
        this.rows = List.copyOf(rows);
    }

    public String name() {
        return name;
    }

    /** The event's attribute that names the control. */
    public String attribute() {
        return attribute;
    }

    /** As written. */
    public List<Row> rows() {
        return rows;
    }

    /** One control. */
    public static final class Row {
        private final String control;
        private final String runbook;
        private final String reason;
        private final String securityHub;
        private final String resourceRole;
        private final List<String> duplicates;

        Row(
                String control,
                String runbook,
                String reason,
                String securityHub,
                String resourceRole,
                List<String> duplicates) {
            this.control = control;
            this.runbook = runbook;
            this.reason = reason;
            this.securityHub = securityHub;
            this.resourceRole = resourceRole;
            this.duplicates = List.copyOf(duplicates);
        }

        /** As events name it. */
        public String control() {
            return control;
        }

        /** Empty where a person answers. */
        public Optional<String> runbook() {
            return runbook.isEmpty() ? Optional.empty() : Optional.of(runbook);
        }

        /** Why there is no runbook; empty where there is one. */
        public String reason() {
            return reason;
        }

        /** The control of Security Hub that checks the same; empty for none. */
        public String securityHub() {
            return securityHub;
        }

        /** The only role of the resource in which it is answered; empty for any. */
        public String resourceRole() {
            return resourceRole;
        }

        /** Rules of the customer's own that check the same. */
        public List<String> duplicates() {
            return duplicates;
        }
    }
}
