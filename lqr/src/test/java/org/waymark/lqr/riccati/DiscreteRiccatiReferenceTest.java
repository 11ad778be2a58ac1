package org.waymark.lqr.riccati;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against solutions of 120 digits, among them some that SciPy 1.17 solves to three digits only. */
class DiscreteRiccatiReferenceTest {
    private static final JsonNode REFERENCE = read();

    @TestFactory
    Stream<DynamicTest> equalsTheSolutionOf120Digits() {
        return cases().map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }

    @Test
    void coversWhatItMust() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(30);
        // SciPy is the independent solver where it can be: on most cases it has twelve digits
        assertThat(cases().filter(c ->
                        c.get("scipyError").isNumber() && c.get("scipyError").asDouble() < 1e-10))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    private static void check(JsonNode c) {
        RiccatiSolution solution =
                DiscreteRiccati.solve(matrix(c, "a"), matrix(c, "b"), matrix(c, "q"), matrix(c, "r"), matrix(c, "n"));
        assertThat(solution.status()).as(solution.message()).isEqualTo(RiccatiStatus.SOLVED);
        double[][] x = matrix(c, "x");
        assertThat(distance(solution.value(), x)).isLessThan(1e-11);
        assertThat(solution.error()).isLessThan(1e-10);
        // rounding X changes the residual by 1e-16 ‖A + BK‖² of it
        double growth = closedLoopNorm(c, solution.gain());
        assertThat(solution.residual()).isLessThan(Math.max(1e-10, 1e-15 * growth * growth));
    }

    private static double closedLoopNorm(JsonNode c, double[][] gain) {
        double[][] a = matrix(c, "a");
        double[][] b = matrix(c, "b");
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                double entry = a[i][j];
                for (int k = 0; k < gain.length; k++) {
                    entry += b[i][k] * gain[k][j];
                }
                sum = Math.hypot(sum, entry);
            }
        }
        return sum;
    }

    /** ‖A − B‖ / ‖B‖ by Frobenius norms. */
    private static double distance(double[][] a, double[][] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < b.length; i++) {
            for (int j = 0; j < b.length; j++) {
                difference = Math.hypot(difference, a[i][j] - b[i][j]);
                size = Math.hypot(size, b[i][j]);
            }
        }
        return difference / size;
    }

    private static Stream<JsonNode> cases() {
        return StreamSupport.stream(REFERENCE.get("cases").spliterator(), false);
    }

    private static double[][] matrix(JsonNode node, String name) {
        JsonNode rows = node.get(name);
        double[][] out = new double[rows.size()][];
        for (int i = 0; i < out.length; i++) {
            out[i] = StreamSupport.stream(rows.get(i).spliterator(), false)
                    .mapToDouble(JsonNode::doubleValue)
                    .toArray();
        }
        return out;
    }

    private static JsonNode read() {
        try (InputStream in = DiscreteRiccatiReferenceTest.class.getResourceAsStream("/reference/l_dare.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
