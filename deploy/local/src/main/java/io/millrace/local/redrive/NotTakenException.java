package io.millrace.local.redrive;

/** A stream did not take a record, though it was asked again and again, or for a reason that does not pass. */
final class NotTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTakenException(String stream, long taken, String code, String message) {
        super("The stream " + stream + " took " + taken + " records and refuses the next: " + code + ", " + message
                + ". What it took is there; redriving everything again is safe, as what was read before is folded.");
    }
}
