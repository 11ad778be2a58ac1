package org.waymark.gps.learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers, arrays and lists, one after the other, big-endian, in memory. */
public final class BinaryWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    public void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    public void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    public void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    public void writeBytes(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    public void writeText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        writeBytes(bytes);
    }

    public void writeInts(int[] values) {
        writeInt(values.length);
        for (int value : values) {
            writeInt(value);
        }
    }

    public void writeDoubles(double[] values) {
        writeInt(values.length);
        ByteBuffer to = room(values.length * Double.BYTES);
        to.asDoubleBuffer().put(values);
        to.position(to.position() + values.length * Double.BYTES);
    }

    /** Rounded to single precision. */
    public void writeFloats(double[] values) {
        writeInt(values.length);
        ByteBuffer to = room(values.length * Float.BYTES);
        for (double value : values) {
            to.putFloat((float) value);
        }
    }

    public <E> void writeList(List<E> list, Consumer<E> element) {
        writeInt(list.size());
        list.forEach(element);
    }

    public <E> void writeOptional(Optional<E> value, Consumer<E> element) {
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
    public void putLong(int at, long value) {
        buffer.putLong(at, value);
    }

    public int size() {
        return buffer.position();
    }

    /** Some of what was written, not copied. */
    public ByteBuffer written(int from, int length) {
        return buffer.slice(from, length);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), size());
    }
}
