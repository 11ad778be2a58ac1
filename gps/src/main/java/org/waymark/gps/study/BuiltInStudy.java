package org.waymark.gps.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.waymark.sim.NearestName;

/**
 * A study that comes with this library.
 *
 * @param name by which it is asked for
 * @param text its file
 */
public record BuiltInStudy(String name, String text) {
    /** All names. */
    public static final List<String> NAMES = List.of(
            "peg-off-policy",
            "peg-on-policy",
            "peg-badmm",
            "peg-constrained",
            "peg-gain-supervision",
            "peg-offsets",
            "peg-priors",
            "arm-priors",
            "blind-peg",
            "door",
            "pusher",
            "pendulum-circle",
            "cart-pole-circle",
            "arm-reach-dnc",
            "two-link-arm-dnc",
            "pusher-dnc",
            "dyna-maze",
            "balance-mbpo",
            "pendulum-learners",
            "mbpo-repairs",
            "mountain-car-sac",
            "swimmer-learners",
            "half-cheetah-learners");

    private static final String FOLDER = "/org/waymark/gps/studies/";

    /** The study of this name, if there is one. */
    public static Optional<BuiltInStudy> named(String name) {
        return NAMES.contains(name) ? Optional.of(new BuiltInStudy(name, resource(name + ".yaml"))) : Optional.empty();
    }

    /** All of them. */
    public static List<BuiltInStudy> all() {
        return NAMES.stream().map(name -> named(name).orElseThrow()).toList();
    }

    /** The name that was probably meant. */
    public static String nearest(String name) {
        return NearestName.of(name, NAMES).orElseThrow();
    }

    /** What it is about: the first line of the file, a comment. */
    public String description() {
        return text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
    }

    private static String resource(String name) {
        try (InputStream stream = BuiltInStudy.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
