package io.millrace.operators.eventbridge;

import java.io.IOException;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Keeps a refused entry as {@code <dead letters>/refused/<entry id>.json}, replacing an earlier copy of it. */
final class FileRefusedEntryStore implements RefusedEntryStore {
    private static final long serialVersionUID = 1L;

    private final Path folder;

    FileRefusedEntryStore(Path deadLetters) {
        this.folder = new Path(deadLetters, "refused");
    }

    @Override
    public void keep(EventBridgeEntry entry, String errorCode, String errorMessage) throws IOException {
        var path = new Path(folder, entry.entryId + ".json");
        try (var stream = path.getFileSystem().create(path, WriteMode.OVERWRITE)) {
            stream.write(EntryJson.refused(entry, errorCode, errorMessage));
        }
    }
}
