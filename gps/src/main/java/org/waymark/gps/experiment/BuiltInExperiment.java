package org.waymark.gps.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An experiment that comes with this library.
 *
 * @param name by which it is asked for
 * @param text its experiment file
 */
public record BuiltInExperiment(String name, String text) {
    /** All names, those to try first in front. */
    public static final List<String> NAMES = List.of(
            "arm-reach",
            "pr2-peg",
            "peg-offsets",
            "blind-peg",
            "door",
            "pusher",
            "point-mass",
            "point-mass-local",
            "point-mass-velocity",
            "two-link-arm",
            "two-link-arm-local",
            "pendulum",
            "pendulum-circle",
            "cart-pole-circle",
            "pendulum-trpo",
            "cart-pole-trpo",
            "arm-reach-dnc",
            "two-link-arm-dnc",
            "pusher-dnc",
            "bench-pendulum",
            "bench-cart-pole",
            "bench-mountain-car",
            "bench-acrobot",
            "bench-inverted-pendulum",
            "bench-reacher",
            "bench-swimmer",
            "bench-half-cheetah",
            "inverted-pendulum-balance",
            "dyna-maze",
            "maths-test");

    private static final String FOLDER = "/org/waymark/gps/experiments/";

    /** The experiment of this name, if there is one. */
    public static Optional<BuiltInExperiment> named(String name) {
        return NAMES.contains(name)
                ? Optional.of(new BuiltInExperiment(name, resource(name + ".yaml")))
                : Optional.empty();
    }

    /** All of them. */
    public static List<BuiltInExperiment> all() {
        return NAMES.stream().map(name -> named(name).orElseThrow()).toList();
    }

    /** The name that was probably meant. */
    public static String nearest(String name) {
        return KeyNames.nearest(name, NAMES);
    }

    /** Its file. */
    public ExperimentFile file() {
        return new ExperimentFile(name, text, name + ".yaml", Path.of(""));
    }

    /** What it is about: the first line of the file, a comment. */
    public String description() {
        return text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
    }

    /** An experiment file with a comment on each key, to begin from. */
    public static String template() {
        return ExperimentTemplate.fill(resource("template/experiment.yaml"));
    }

    private static String resource(String name) {
        try (InputStream stream = BuiltInExperiment.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
