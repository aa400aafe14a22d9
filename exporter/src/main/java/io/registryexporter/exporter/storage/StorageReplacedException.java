package io.registryexporter.exporter.storage;

import java.io.IOException;

/** The storage is another one than when the scan began, so that what the scan read is of neither. */
public final class StorageReplacedException extends IOException {
    private static final long serialVersionUID = 1L;

    StorageReplacedException(String what) {
        super(what
                + " while the storage was scanned. The volume was unmounted, mounted over or restored, or the directory was"
                + " moved. Check that the volume is mounted.");
    }
}
