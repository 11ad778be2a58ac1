package org.waymark.distillation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archive of arrays (npz): a zip of npy files, here of little-endian doubles in C order, and plain text files beside them.
 *
 * <p>The same content gives the same bytes.
 */
final class NpzArchive {
    /** An array and its shape. */
    record Entry(int[] shape, double[] values) {}

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREFIX = MAGIC.length + 2;
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, Entry> arrays = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param values not modified, not copied */
    void put(String name, double[] values, int... shape) {
        arrays.put(name, new Entry(shape, values));
    }

    void putText(String name, String text) {
        texts.put(name, text);
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    Entry get(String name) throws IOException {
        Entry entry = arrays.get(name);
        if (entry == null) {
            throw new IOException("saved policy: no array " + name + " among " + arrays.keySet());
        }
        return entry;
    }

    String text(String name) throws IOException {
        String text = texts.get(name);
        if (text == null) {
            throw new IOException("saved policy: no entry " + name);
        }
        return text;
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                write(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, Entry> array : arrays.entrySet()) {
                write(zip, array.getKey() + ".npy", npy(array.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    static NpzArchive fromBytes(byte[] bytes) throws IOException {
        NpzArchive archive = new NpzArchive();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                String name = entry.getName();
                if (name.endsWith(".npy")) {
                    archive.arrays.put(name.substring(0, name.length() - 4), parse(name, content));
                } else {
                    archive.texts.put(name, new String(content, StandardCharsets.UTF_8));
                }
            }
        }
        return archive;
    }

    private static byte[] npy(Entry entry) {
        StringBuilder shape = new StringBuilder();
        for (int size : entry.shape) {
            shape.append(size).append(", ");
        }
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
        int padding = 63 - (PREFIX + header.length()) % 64;
        header = header + " ".repeat(padding) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(PREFIX + header.length() + 8 * entry.values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (double value : entry.values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }

    private static Entry parse(String name, byte[] content) throws IOException {
        if (content.length < PREFIX || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
            throw new IOException("saved policy: " + name + " is not an npy file of version 1.0");
        }
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getShort(MAGIC.length) & 0xFFFF;
        if (PREFIX + length > content.length) {
            throw new IOException("saved policy: " + name + " is cut short");
        }
        String header = new String(content, PREFIX, length, StandardCharsets.US_ASCII);
        Matcher shape = SHAPE.matcher(header);
        if (!header.contains("'<f8'") || header.contains("'fortran_order': True") || !shape.find()) {
            throw new IOException("saved policy: " + name + ": expected doubles in C order, found " + header.strip());
        }
        int[] sizes = Arrays.stream(shape.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        long count = 1;
        for (int size : sizes) {
            count *= size;
        }
        if (PREFIX + length + 8 * count != content.length) {
            throw new IOException("saved policy: " + name + ": expected " + count + " numbers, found "
                    + (content.length - PREFIX - length) / 8);
        }
        double[] values = new double[(int) count];
        buffer.position(PREFIX + length);
        buffer.asDoubleBuffer().get(values);
        return new Entry(sizes, values);
    }
}
