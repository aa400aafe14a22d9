package io.registryexporter.exporter.storage;

import java.io.IOException;

/** The storage is another one than before, so that what a scan read of it is not what the registry holds. */
public final class StorageReplacedException extends IOException {
    private static final long serialVersionUID = 1L;

    private StorageReplacedException(String message) {
        super(message);
    }

    /**
     * For a storage that changed under a scan.
     *
     * @param what happened to which of its entries
     */
    static StorageReplacedException inScan(String what) {
        return new StorageReplacedException(
                what + " while the storage was scanned. The volume was unmounted, mounted over or restored, or the"
                        + " directory was moved. Check that the volume is mounted.");
    }

    /** For a storage that has become another one with nothing in it. */
    public static StorageReplacedException emptied() {
        return new StorageReplacedException(
                "The storage is another directory than in the previous scan, and empty. Check"
                        + " that the volume is mounted; restart the exporter if the registry was emptied on purpose.");
    }
}
