package io.millrace.operators.parse.source;

/** One line of the source catalog: whose envelopes, of which detail type, go through which mapping. */
public final class CatalogEntry {
    /** Stands for every source or every detail type. */
    public static final String ANY = "*";

    private final String source;
    private final String detailType;
    private final String about;
    private final SourceMapping mapping;

    public CatalogEntry(String source, String detailType, String about, SourceMapping mapping) {
        this.source = source;
        this.detailType = detailType;
        this.about = about;
        this.mapping = mapping;
    }

    public String source() {
        return source;
    }

    public String detailType() {
        return detailType;
    }

    /** What it becomes, for the README's table. */
    public String about() {
        return about;
    }

    public SourceMapping mapping() {
        return mapping;
    }
}
