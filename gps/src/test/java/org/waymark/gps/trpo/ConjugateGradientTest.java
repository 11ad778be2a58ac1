package org.waymark.gps.trpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class ConjugateGradientTest {
    private static final int SIZE = 12;

    private final RandomGenerator random = new RandomStreams(1).stream("test", 0, 0, 0);
    private final DMatrixRMaj matrix =
            RandomMatrices_DDRM.symmetricPosDef(SIZE, new java.util.Random(random.nextLong()));
    private final double[] rightSide = random.doubles(SIZE).toArray();

    private void multiply(double[] direction, double[] product) {
        CommonOps_DDRM.mult(matrix, DMatrixRMaj.wrap(SIZE, 1, direction), DMatrixRMaj.wrap(SIZE, 1, product));
    }

    @Test
    void agreesWithTheDenseSolution() {
        DMatrixRMaj dense = new DMatrixRMaj(SIZE, 1);
        assertThat(CommonOps_DDRM.solve(matrix, DMatrixRMaj.wrap(SIZE, 1, rightSide.clone()), dense))
                .isTrue();
        // in exact arithmetic so many steps as unknowns are enough; rounding asks for more
        double[] found = ConjugateGradient.solve(this::multiply, rightSide, 10 * SIZE, 1e-14);
        assertThat(found).containsExactly(dense.data, within(1e-9));
    }

    @Test
    void oneStepIsThatOfSteepestDescent() {
        double[] product = new double[SIZE];
        multiply(rightSide, product);
        double alpha = ConjugateGradient.dot(rightSide, rightSide) / ConjugateGradient.dot(rightSide, product);
        double[] found = ConjugateGradient.solve(this::multiply, rightSide, 1, 0);
        for (int i = 0; i < SIZE; i++) {
            assertThat(found[i]).isCloseTo(alpha * rightSide[i], within(1e-12));
        }
    }

    @Test
    void endsWhereTheMatrixIsNotPositive() {
        double[] found = ConjugateGradient.solve(
                (direction, product) -> {
                    for (int i = 0; i < SIZE; i++) {
                        product[i] = -direction[i];
                    }
                },
                rightSide,
                5,
                0);
        assertThat(found).containsOnly(0);
    }
}
