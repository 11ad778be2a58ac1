package org.waymark.gps.learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads back what {@link BinaryWriter} wrote; the bytes are known to be whole. */
public final class BinaryReader {
    private final ByteBuffer buffer;

    public BinaryReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public int readInt() {
        return buffer.getInt();
    }

    public long readLong() {
        return buffer.getLong();
    }

    public double readDouble() {
        return buffer.getDouble();
    }

    public String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** As many bytes as the number before them says. */
    public byte[] readBytes() {
        byte[] bytes = new byte[readInt()];
        buffer.get(bytes);
        return bytes;
    }

    public int[] readInts() {
        int[] values = new int[readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readInt();
        }
        return values;
    }

    public double[] readDoubles() {
        double[] values = new double[readInt()];
        buffer.asDoubleBuffer().get(values);
        buffer.position(buffer.position() + values.length * Double.BYTES);
        return values;
    }

    public double[] readFloats() {
        double[] values = new double[readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.getFloat();
        }
        return values;
    }

    public <E> List<E> readList(Supplier<E> element) {
        List<E> list = new ArrayList<>();
        for (int i = readInt(); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    public <E> Optional<E> readOptional(Supplier<E> element) {
        return readInt() == 1 ? Optional.of(element.get()) : Optional.empty();
    }
}
