package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** Numbers of the 2017 reference implementation (cbfinn/gps 82fa6cc), from a file that also says how they were made. */
final class ReferenceCase {
    private final JsonNode root;

    private ReferenceCase(JsonNode root) {
        this.root = root;
    }

    static ReferenceCase load(String name) {
        try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/" + name + ".json")) {
            return new ReferenceCase(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds r to all entries of the block of the inputs, as the reference does. */
    static Regularizer allEntries(double r) {
        return (covariance, inputs, t) -> {
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += r;
                }
            }
        };
    }

    JsonNode node(String path) {
        JsonNode found = root.at("/" + path);
        assertThat(found.isMissingNode()).as(path).isFalse();
        return found;
    }

    double number(String path) {
        return node(path).asDouble();
    }

    /** All numbers below a node, in order. */
    double[] array(String path) {
        List<Double> values = new ArrayList<>();
        collect(node(path), values);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> out) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, out));
        } else {
            out.add(node.asDouble());
        }
    }

    GaussianMixture mixture(String path) {
        return GaussianMixture.of(array(path + "/logmass"), array(path + "/mu"), array(path + "/sigma"));
    }

    /**
     * Rollouts from X (N, S, n) and second (N, S, m).
     *
     * @param steps T, how many of the S entries of {@code second} count; a state that is missing at the end repeats the last one
     */
    List<Rollout> rollouts(String second, int steps) {
        double[] x = array("inputs/X");
        double[] u = array("inputs/" + second);
        int count = node("inputs/X").size();
        int given = node("inputs/X").get(0).size();
        int n = x.length / count / given;
        int m = u.length / count / given;
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] states = new double[(steps + 1) * n];
            double[] controls = new double[steps * m];
            for (int t = 0; t <= steps; t++) {
                System.arraycopy(x, (i * given + Math.min(t, given - 1)) * n, states, t * n, n);
            }
            System.arraycopy(u, i * given * m, controls, 0, controls.length);
            TimeVaryingMatrix xs = TimeVaryingMatrix.ofVectors(steps + 1, n, states);
            TimeVaryingMatrix us = TimeVaryingMatrix.ofVectors(steps, m, controls);
            rollouts.add(new Rollout(xs, us, xs, TimeVaryingMatrix.zeros(steps, m, 1), 0));
        }
        return rollouts;
    }

    /** The largest difference, relative to the largest expected number; {@code expected} may be longer. */
    static void assertClose(String name, double[] found, double[] expected, double tolerance) {
        assertThat(expected.length).as(name).isGreaterThanOrEqualTo(found.length);
        double scale = 0;
        double worst = 0;
        int place = 0;
        for (int i = 0; i < found.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            if (!(Math.abs(found[i] - expected[i]) <= worst)) {
                worst = Math.abs(found[i] - expected[i]);
                place = i;
            }
        }
        assertThat(worst / scale).as(name + ", worst at " + place).isLessThan(tolerance);
    }
}
