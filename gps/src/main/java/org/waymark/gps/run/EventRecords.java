package org.waymark.gps.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Lines of metrics as TensorBoard's event files have them: one record for each iteration, one scalar in it for each number.
 *
 * <p>A record is the length of its data (8 bytes), a checksum of these 8 bytes, the data, and a checksum of the data, all little-endian. A
 * checksum is the CRC-32C c as ((c ≫ 15) | (c ≪ 17)) + 0xa282ead8. The data is a protocol buffer, {@code Event {double wall_time = 1; int64
 * step = 2; string file_version = 3; Summary summary = 5;}} with {@code Summary {repeated Value value = 1;}} and {@code Value {string tag =
 * 1; float simple_value = 2;}}.
 *
 * <p>The time of an event is that of the run's beginning plus {@code time/elapsed}: the records depend on the lines alone.
 */
final class EventRecords {
    private static final String VERSION = "brain.Event:2";
    private static final String ITERATION = "iteration";
    private static final String ELAPSED = "time/elapsed";

    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final long started;

    EventRecords(Instant started) {
        this.started = started.getEpochSecond();
    }

    /** Under which TensorBoard finds them. */
    String fileName() {
        return "events.out.tfevents." + started + ".waymark";
    }

    /** The record with which a file begins. */
    byte[] first() {
        Message event = new Message().fixed64(1, started).delimited(3, VERSION.getBytes(StandardCharsets.UTF_8));
        return record(event.toBytes());
    }

    /** The record of an iteration. */
    byte[] of(Map<String, Object> line) {
        Message summary = new Message();
        line.forEach((metric, value) -> {
            if (value instanceof Number number && !metric.equals(ITERATION)) {
                Message scalar = new Message()
                        .delimited(1, metric.getBytes(StandardCharsets.UTF_8))
                        .fixed32(2, number.floatValue());
                summary.delimited(1, scalar.toBytes());
            }
        });
        double elapsed = line.get(ELAPSED) instanceof Number seconds ? seconds.doubleValue() : 0;
        Message event = new Message()
                .fixed64(1, started + elapsed)
                .varint(2, ((Number) line.get(ITERATION)).longValue())
                .delimited(5, summary.toBytes());
        return record(event.toBytes());
    }

    private static byte[] record(byte[] data) {
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(checksum(record.array(), Long.BYTES));
        record.put(data);
        record.putInt(checksum(data, data.length));
        return record.array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
    }

    /** A protocol buffer, field by field. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(int field, long value) {
            key(field, VARINT);
            varint(value);
            return this;
        }

        Message fixed64(int field, double value) {
            key(field, FIXED64);
            fixed(Double.BYTES, Double.doubleToLongBits(value));
            return this;
        }

        Message fixed32(int field, float value) {
            key(field, FIXED32);
            fixed(Float.BYTES, Float.floatToIntBits(value));
            return this;
        }

        Message delimited(int field, byte[] value) {
            key(field, DELIMITED);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void key(int field, int wireType) {
            varint((long) field << 3 | wireType);
        }

        private void fixed(int bytes, long bits) {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (bits >>> 8 * i));
            }
        }

        /** Seven bits to the byte, least significant first. */
        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
