package org.waymark.gps.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads back what {@link BinaryWriter} wrote; the bytes are known to be whole. */
final class BinaryReader {
    private final ByteBuffer buffer;

    BinaryReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int readInt() {
        return buffer.getInt();
    }

    long readLong() {
        return buffer.getLong();
    }

    double readDouble() {
        return buffer.getDouble();
    }

    String readText() {
        byte[] bytes = new byte[readInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    int[] readInts() {
        int[] values = new int[readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readInt();
        }
        return values;
    }

    double[] readDoubles() {
        double[] values = new double[readInt()];
        buffer.asDoubleBuffer().get(values);
        buffer.position(buffer.position() + values.length * Double.BYTES);
        return values;
    }

    <E> List<E> readList(Supplier<E> element) {
        List<E> list = new ArrayList<>();
        for (int i = readInt(); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    <E> Optional<E> readOptional(Supplier<E> element) {
        return readInt() == 1 ? Optional.of(element.get()) : Optional.empty();
    }
}
