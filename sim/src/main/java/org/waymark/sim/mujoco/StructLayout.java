package org.waymark.sim.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Byte offsets of struct fields, and enumeration values, of one version of MuJoCo.
 *
 * <p>A table is a resource {@code layout-VERSION.properties} printed by the program {@code mujoco_layout.c} (among the tests) when it
 * is compiled against the headers of that version.
 */
final class StructLayout {
    /** Versions that have a table, as {@code mj_version()} numbers them. */
    static final List<Integer> SUPPORTED = List.of(222);

    private final int version;
    private final Properties table;

    private StructLayout(int version, Properties table) {
        this.version = version;
        this.table = table;
    }

    /** The table of a version; empty if there is none. */
    static Optional<StructLayout> of(int version) {
        return SUPPORTED.contains(version) ? Optional.of(read(version)) : Optional.empty();
    }

    private static StructLayout read(int version) {
        Properties table = new Properties();
        try (InputStream stream = StructLayout.class.getResourceAsStream("layout-" + version + ".properties")) {
            table.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StructLayout(version, table);
    }

    /** @throws IllegalStateException if the table lacks the entry */
    int at(String entry) {
        String value = table.getProperty(entry);
        if (value == null) {
            throw new IllegalStateException("layout-" + version + ".properties: no entry " + entry);
        }
        return Integer.parseInt(value);
    }

    /** How people write a version number: 222 is 2.2.2. */
    static String name(int version) {
        return version / 100 + "." + version / 10 % 10 + "." + version % 10;
    }
}
