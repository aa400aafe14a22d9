package io.registryexporter.exporter.storage;

import java.io.IOException;

/** The storage was replaced by another one, so a scan has not read what the registry serves. */
public final class StorageReplacedException extends IOException {
    private static final long serialVersionUID = 1L;

    private StorageReplacedException(String message) {
        super(message);
    }

    /**
     * The storage was replaced during a scan.
     *
     * @param what happened, and to which entry
     */
    static StorageReplacedException inScan(String what) {
        return new StorageReplacedException(
                what + " while the storage was scanned. The volume was unmounted, mounted over or restored, or the"
                        + " directory was moved. Check that the volume is mounted.");
    }

    /** The storage was replaced by an empty one between two scans. */
    public static StorageReplacedException emptied() {
        return new StorageReplacedException(
                "The storage is another directory than in the previous scan, and empty. Check"
                        + " that the volume is mounted; restart the exporter if the registry was emptied on purpose.");
    }
}
