package org.waymark.sim.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where a model in MuJoCo's XML format comes from. */
public sealed interface Mjcf {
    /** A file; what it includes is looked up beside it. */
    static Mjcf file(Path path) {
        return new File(path);
    }

    /** The XML itself; {@code name} is what error messages call it. */
    static Mjcf text(String name, String xml) {
        return new Text(name, xml);
    }

    /**
     * The peg-insertion task that comes with this library: seven hinges in the PR2's order, the shoulder as body 1, a peg whose ends are
     * the sites {@code leg_bottom} and {@code leg_top}, and a hole for it under (0, 0.3).
     */
    static Mjcf peg() {
        return builtIn("peg").orElseThrow();
    }

    /** The models that come with this library: peg insertion, a door that is opened by its handle, an object that is pushed. */
    List<String> BUILT_IN = List.of("peg", "door", "pusher");

    /** The built-in model of this name, if there is one. */
    static Optional<Mjcf> builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            return Optional.empty();
        }
        String file = name + ".xml";
        try (InputStream stream = Mjcf.class.getResourceAsStream(file)) {
            return Optional.of(text(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path an XML file */
    record File(Path path) implements Mjcf {
        public File {
            Objects.requireNonNull(path, "model path");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * @param name for error messages
     * @param xml the model
     */
    record Text(String name, String xml) implements Mjcf {
        public Text {
            Objects.requireNonNull(name, "model name");
            Objects.requireNonNull(xml, "model text");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
