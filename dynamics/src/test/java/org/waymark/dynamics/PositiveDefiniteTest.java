package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.matrix.Cholesky;

class PositiveDefiniteTest {
    private static final double FLOOR = 1e-12;

    private static double[] floored(double[] a, int n) {
        double[] floors = new double[n];
        Arrays.fill(floors, FLOOR);
        double[] result = a.clone();
        PositiveDefinite.floor(result, 0, n, floors, new double[n * n]);
        return result;
    }

    /** B Bᵀ with B [n × rank], plus noise as large as rounding. */
    private static double[] gram(long seed, int n, int rank, double noise) {
        RandomGenerator random = new RandomStreams(seed).stream("gram", 0, 0, 0);
        double[][] b = new double[n][rank];
        for (double[] row : b) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = noise * random.nextGaussian();
                for (int k = 0; k < rank; k++) {
                    sum += b[i][k] * b[j][k];
                }
                a[i * n + j] = sum;
                a[j * n + i] = sum;
            }
        }
        return a;
    }

    @Property(tries = 20, seed = "20261121")
    void leavesPositiveDefiniteMatricesAlone(@ForAll long seed) {
        double[] a = gram(seed, 6, 20, 0);
        assertThat(floored(a, 6)).containsExactly(a);
    }

    /** The change is of the size of noise and floor, though the matrix is singular and the noise has either sign. */
    @Property(tries = 50, seed = "20261121")
    void repairsSingularMatricesByAsMuchAsTheirNoise(@ForAll long seed) {
        double[] a = gram(seed, 8, 3, 1e-13);
        double[] repaired = floored(a, 8);
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(repaired[i] - a[i])).isLessThan(1e-11);
        }
        assertThat(Cholesky.factor(repaired.clone(), 0, 8)).isTrue();
    }

    @Test
    void raisesWhatIsTooSmall() {
        double[] a = {1, 0, 0, -1e-3};
        assertThat(floored(a, 2)).containsExactly(1, 0, 0, FLOOR);
    }
}
