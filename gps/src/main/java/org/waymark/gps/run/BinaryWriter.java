package org.waymark.gps.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers, arrays and lists, one after the other, big-endian, in memory. */
final class BinaryWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void writeBytes(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    void writeText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        writeBytes(bytes);
    }

    void writeInts(int[] values) {
        writeInt(values.length);
        for (int value : values) {
            writeInt(value);
        }
    }

    void writeDoubles(double[] values) {
        writeInt(values.length);
        ByteBuffer to = room(values.length * Double.BYTES);
        to.asDoubleBuffer().put(values);
        to.position(to.position() + values.length * Double.BYTES);
    }

    <E> void writeList(List<E> list, Consumer<E> element) {
        writeInt(list.size());
        list.forEach(element);
    }

    <E> void writeOptional(Optional<E> value, Consumer<E> element) {
        writeInt(value.isPresent() ? 1 : 0);
        value.ifPresent(element);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    /** Replaces eight bytes that were written. */
    void putLong(int at, long value) {
        buffer.putLong(at, value);
    }

    int size() {
        return buffer.position();
    }

    /** Some of what was written, not copied. */
    ByteBuffer written(int from, int length) {
        return buffer.slice(from, length);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), size());
    }
}
