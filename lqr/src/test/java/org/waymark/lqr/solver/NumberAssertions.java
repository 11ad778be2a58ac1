package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.waymark.lqr.TimeVaryingMatrix;

/** Comparison of arrays by their largest difference, relative to the largest entry expected. */
final class NumberAssertions {
    private NumberAssertions() {}

    static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual.length).as(what).isEqualTo(expected.length);
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            if (!(difference <= tolerance * scale)) {
                throw new AssertionError(what + "[" + i + "]: expected " + expected[i] + ", found " + actual[i]
                        + ", differing by " + difference + " > " + tolerance + " · " + scale);
            }
        }
    }

    static void assertClose(String what, TimeVaryingMatrix actual, TimeVaryingMatrix expected, double tolerance) {
        assertClose(what, actual.toArray(), expected.toArray(), tolerance);
    }

    static void assertClose(String what, TimeVaryingMatrix actual, List<DMatrixRMaj> expected, double tolerance) {
        for (int t = 0; t < actual.steps(); t++) {
            assertClose(what + " at t = " + t, actual.step(t), expected.get(t).getData(), tolerance);
        }
    }
}
