package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.DescriptorProtos.DescriptorProto;
import org.nd4j.shade.protobuf.DescriptorProtos.FieldDescriptorProto;
import org.nd4j.shade.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import org.nd4j.shade.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import org.nd4j.shade.protobuf.DescriptorProtos.FileDescriptorProto;
import org.nd4j.shade.protobuf.Descriptors.Descriptor;
import org.nd4j.shade.protobuf.Descriptors.DescriptorValidationException;
import org.nd4j.shade.protobuf.Descriptors.FileDescriptor;
import org.nd4j.shade.protobuf.DynamicMessage;

/** What is written is read back by the library of protocol buffers, with the messages as TensorFlow declares them. */
class EventRecordsTest {
    @TempDir
    private Path temp;

    private static FieldDescriptorProto.Builder field(String name, int number, Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
    }

    /** The parts of event.proto and summary.proto that scalars need. */
    private static Descriptor event() {
        DescriptorProto value = DescriptorProto.newBuilder()
                .setName("Value")
                .addField(field("tag", 1, Type.TYPE_STRING, Label.LABEL_OPTIONAL))
                .addField(field("simple_value", 2, Type.TYPE_FLOAT, Label.LABEL_OPTIONAL))
                .build();
        DescriptorProto summary = DescriptorProto.newBuilder()
                .setName("Summary")
                .addField(field("value", 1, Type.TYPE_MESSAGE, Label.LABEL_REPEATED)
                        .setTypeName("Value"))
                .build();
        DescriptorProto event = DescriptorProto.newBuilder()
                .setName("Event")
                .addField(field("wall_time", 1, Type.TYPE_DOUBLE, Label.LABEL_OPTIONAL))
                .addField(field("step", 2, Type.TYPE_INT64, Label.LABEL_OPTIONAL))
                .addField(field("file_version", 3, Type.TYPE_STRING, Label.LABEL_OPTIONAL))
                .addField(field("summary", 5, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL)
                        .setTypeName("Summary"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .addMessageType(value)
                .addMessageType(summary)
                .addMessageType(event)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Event");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** CRC-32C, bit by bit, as event files mask it. */
    private static int maskedChecksum(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 1 ? 0x82f63b78 : 0);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static List<DynamicMessage> read(Path run) throws IOException {
        List<Path> files;
        try (var list = Files.list(run.resolve(RunFolder.TENSORBOARD))) {
            files = list.toList();
        }
        assertThat(files).hasSize(1);
        assertThat(files.get(0).getFileName().toString()).contains("tfevents");
        return parse(Files.readAllBytes(files.get(0)));
    }

    private static List<DynamicMessage> parse(byte[] file) throws IOException {
        Descriptor event = event();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<DynamicMessage> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = Arrays.copyOfRange(file, in.position(), in.position() + Long.BYTES);
            byte[] data = new byte[(int) in.getLong()];
            assertThat(in.getInt()).isEqualTo(maskedChecksum(length));
            in.get(data);
            assertThat(in.getInt()).isEqualTo(maskedChecksum(data));
            DynamicMessage message = DynamicMessage.parseFrom(event, data);
            assertThat(message.getUnknownFields().asMap()).isEmpty();
            events.add(message);
        }
        return events;
    }

    private static Object get(DynamicMessage message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static Map<String, Float> scalars(DynamicMessage event) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (Object value : (List<?>) get((DynamicMessage) get(event, "summary"), "value")) {
            scalars.put(
                    (String) get((DynamicMessage) value, "tag"), (Float) get((DynamicMessage) value, "simple_value"));
        }
        return scalars;
    }

    @Test
    void theTwinKnowsThePublishedChecksum() {
        // "123456789" has the CRC-32C e3069283 (RFC 3720, and every catalogue of such polynomials)
        int crc = 0xe3069283;
        assertThat(maskedChecksum("123456789".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Integer.rotateRight(crc, 15) + 0xa282ead8);
    }

    @Test
    void numbersOfALineAreScalarsOfAStep() throws IOException {
        EventRecords records = new EventRecords(Instant.ofEpochSecond(1_700_000_000));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("iteration", 300);
        line.put("cost/mean", -1.25);
        line.put("update/predicted", null);
        line.put("time/elapsed", 2.5);
        line.put("status/cluster0", "converged");
        line.put("warnings", List.of());
        DynamicMessage first = parse(records.first()).get(0);
        assertThat(get(first, "file_version")).isEqualTo("brain.Event:2");
        DynamicMessage event = parse(records.of(line)).get(0);
        assertThat(get(event, "wall_time")).isEqualTo(1_700_000_002.5);
        assertThat(get(event, "step")).isEqualTo(300L);
        assertThat(scalars(event)).containsExactly(Map.entry("cost/mean", -1.25f), Map.entry("time/elapsed", 2.5f));
    }

    @Test
    void aRunHasOneEventForEachLine() throws IOException {
        Path run = temp.resolve("run");
        Tiny.train(run, Tiny.experiment());
        assertSameAsMetrics(run);
    }

    private static void assertSameAsMetrics(Path run) throws IOException {
        List<DynamicMessage> events = read(run);
        List<String> lines = Files.readAllLines(run.resolve(RunFolder.METRICS));
        assertThat(events).hasSize(lines.size() + 1);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            Map<String, Float> expected = new LinkedHashMap<>();
            line.fields().forEachRemaining(entry -> {
                if (entry.getValue().isNumber() && !entry.getKey().equals("iteration")) {
                    expected.put(entry.getKey(), (float) entry.getValue().doubleValue());
                }
            });
            assertThat(get(events.get(i + 1), "step")).isEqualTo(i + 1L);
            assertThat(scalars(events.get(i + 1))).isEqualTo(expected);
        }
    }

    @Test
    void aResumedRunRepeatsNoStep() throws IOException {
        Path path = temp.resolve("run");
        Tiny.train(path, Tiny.experiment());
        Files.delete(path.resolve(RunFolder.SUMMARY));
        Files.delete(path.resolve("checkpoints/checkpoint-0003.bin"));
        try (TrainingRun<?> run =
                Tiny.run(Tiny.experiment(), Tiny.task(Tiny.experiment()), new TrainingRun.Listener() {})) {
            SavedRun saved = SavedRun.open(path);
            assertThat(run.restore(saved).iteration()).isEqualTo(2);
            run.resume(saved);
        }
        assertSameAsMetrics(path);
    }
}
