package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.TagNames;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** The tags that can be pulled: a view of the scanned tags, and of the sizes that tags of one digest share. */
final class TagList extends AbstractList<Tag> implements RandomAccess {
    private final TagNames names;
    private final int[] positions;
    private final ImageSizes.Size[] sizes;
    private final long[] exclusive;

    private TagList(TagNames names, int[] positions, ImageSizes.Size[] sizes, long[] exclusive) {
        this.exclusive = exclusive;
        this.names = names;
        this.positions = positions;
        this.sizes = sizes;
    }

    @Override
    public Tag get(int index) {
        int position = positions[index];
        return new Tag(
                names.name(position),
                sizes[index].layers(),
                sizes[index].bytes(),
                names.modifiedMillis(position),
                exclusive[position]);
    }

    @Override
    public int size() {
        return positions.length;
    }

    /** Takes tags in the order of their names. */
    static final class Builder {
        private final TagNames names;
        private final int[] positions;
        private final ImageSizes.Size[] sizes;
        private final long[] exclusive;
        private int count;

        /**
         * No tags yet.
         *
         * @param exclusive bytes that each tag holds alone, by the positions of the names
         */
        Builder(TagNames names, long[] exclusive) {
            this.exclusive = exclusive;
            this.names = names;
            this.positions = new int[names.size()];
            this.sizes = new ImageSizes.Size[names.size()];
        }

        void add(int position, ImageSizes.Size size) {
            positions[count] = position;
            sizes[count++] = size;
        }

        TagList build() {
            boolean all = count == positions.length;
            return all
                    ? new TagList(names, positions, sizes, exclusive)
                    : new TagList(names, Arrays.copyOf(positions, count), Arrays.copyOf(sizes, count), exclusive);
        }
    }
}
