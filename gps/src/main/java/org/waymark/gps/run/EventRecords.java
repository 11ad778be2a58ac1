package org.waymark.gps.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;
import org.waymark.distillation.Protobuf;

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
        Protobuf event = new Protobuf().fixed64(1, started).text(3, VERSION);
        return record(event.toBytes());
    }

    /** The record of an iteration. */
    byte[] of(Map<String, Object> line) {
        Protobuf summary = new Protobuf();
        line.forEach((metric, value) -> {
            if (value instanceof Number number && !metric.equals(ITERATION)) {
                Protobuf scalar = new Protobuf().text(1, metric).fixed32(2, number.floatValue());
                summary.message(1, scalar);
            }
        });
        double elapsed = line.get(ELAPSED) instanceof Number seconds ? seconds.doubleValue() : 0;
        Protobuf event = new Protobuf()
                .fixed64(1, started + elapsed)
                .integer(2, ((Number) line.get(ITERATION)).longValue())
                .message(5, summary);
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
}
