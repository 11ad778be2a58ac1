package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.waymark.lqr.RandomStreams;

/** Each kernel against the definition of what it computes, for sizes that leave every remainder of its blocks. */
class RowKernelsTest {
    /** Stands beyond the columns asked for, and must survive. */
    private static final double GUARD = 1234.5;

    private final RandomGenerator random = new RandomStreams(1).stream("kernels", 0, 0, 0);

    @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void products(
            @ForAll @IntRange(min = 1, max = 16) int rows,
            @ForAll @IntRange(min = 0, max = 23) int inner,
            @ForAll @IntRange(min = 1, max = 23) int cols) {
        double[][] a = matrix(rows, inner);
        double[][] aTransposed = transposed(a, rows, inner);
        double[][] b = matrix(inner, cols);
        double[][] start = matrix(rows, cols);
        double[][] product = matrix(rows, cols);
        RowKernels.multiply(a, b, product, rows, inner, cols);
        double[][] sum = matrix(rows, cols);
        RowKernels.transposedMultiply(start, aTransposed, b, sum, rows, inner, cols);
        double[][] plainProduct = matrix(rows, cols);
        RowKernels.multiplyPlain(a, b, plainProduct, rows, inner, cols);
        double[][] plainSum = matrix(rows, cols);
        RowKernels.transposedMultiplyPlain(start, aTransposed, b, plainSum, rows, inner, cols);
        double[] combination = start[0].clone();
        RowKernels.addCombination(a[0], b, combination, inner, cols);
        double[][] bTransposed = transposed(b, inner, cols);
        double[] dots = start[0].clone();
        RowKernels.addDots(a[0], bTransposed, dots, inner, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double expected = 0;
                for (int k = 0; k < inner; k++) {
                    expected += a[i][k] * b[k][j];
                }
                assertThat(product[i][j]).isCloseTo(expected, within(1e-12));
                assertThat(sum[i][j]).isCloseTo(start[i][j] + expected, within(1e-12));
                assertThat(plainProduct[i][j]).isCloseTo(product[i][j], within(1e-12));
                assertThat(plainSum[i][j]).isCloseTo(sum[i][j], within(1e-12));
                if (i == 0) {
                    assertThat(combination[j]).isCloseTo(start[0][j] + expected, within(1e-12));
                    assertThat(dots[j]).isCloseTo(start[0][j] + expected, within(1e-12));
                }
            }
            assertThat(product[i][cols]).isEqualTo(GUARD);
            assertThat(sum[i][cols]).isEqualTo(GUARD);
        }
    }

    @Property(tries = 150, seed = "2", edgeCases = EdgeCasesMode.NONE)
    void trianglesOfSymmetricProducts(
            @ForAll @IntRange(min = 1, max = 22) int size, @ForAll @IntRange(min = 0, max = 16) int inner) {
        double[][] a = matrix(size, inner);
        double[][] b = matrix(size, inner);
        double[][] aTransposed = transposed(a, size, inner);
        double[][] bTransposed = transposed(b, size, inner);
        double[][] start = lower(size);
        double[][] fromColumns = copy(start);
        LowerTriangle.addTransposedProduct(aTransposed, bTransposed, fromColumns, inner, size);
        double[][] plain = copy(start);
        LowerTriangle.addTransposedProductPlain(1, aTransposed, bTransposed, plain, inner, size);
        double[][] fromRows = copy(start);
        LowerTriangle.addProductTransposed(a, b, fromRows, inner, size);
        double[][] reduced = copy(start);
        LowerTriangle.subtractGram(aTransposed, reduced, inner, size);
        double[][] full = matrix(size, size);
        LowerTriangle.mirror(start, full, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(plain[i][j]).isCloseTo(fromColumns[i][j], within(1e-12));
                double product = 0;
                double gram = 0;
                for (int k = 0; k < inner; k++) {
                    product += a[i][k] * b[j][k];
                    gram += a[i][k] * a[j][k];
                }
                assertThat(fromColumns[i][j]).isCloseTo(start[i][j] + product, within(1e-12));
                assertThat(fromRows[i][j]).isCloseTo(start[i][j] + product, within(1e-12));
                assertThat(reduced[i][j]).isCloseTo(start[i][j] - gram, within(1e-12));
                assertThat(full[i][j]).isEqualTo(start[i][j]);
                assertThat(full[j][i]).isEqualTo(start[i][j]);
            }
        }
    }

    @Property(tries = 60, seed = "3", edgeCases = EdgeCasesMode.NONE)
    void triangularSystems(@ForAll @IntRange(min = 1, max = 11) int n, @ForAll @IntRange(min = 1, max = 23) int cols) {
        double[] u = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                u[i * n + j] = i == j ? 1 + random.nextDouble() : 0.3 * random.nextGaussian();
            }
        }
        double[][] x = matrix(n, cols);
        double[][] ux = matrix(n, cols);
        double[][] utx = matrix(n, cols);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < cols; j++) {
                ux[i][j] = 0;
                utx[i][j] = 0;
                for (int k = 0; k < n; k++) {
                    ux[i][j] += u[i * n + k] * x[k][j];
                    utx[i][j] += u[k * n + i] * x[k][j];
                }
            }
        }
        RowKernels.solveUpper(u, n, ux, cols);
        RowKernels.solveTransposedUpper(u, n, utx, cols);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < cols; j++) {
                assertThat(ux[i][j]).isCloseTo(x[i][j], within(1e-11));
                assertThat(utx[i][j]).isCloseTo(x[i][j], within(1e-11));
            }
            assertThat(ux[i][cols]).isEqualTo(GUARD);
        }
    }

    /** With one entry more than asked for in each row. */
    private double[][] matrix(int rows, int cols) {
        double[][] out = new double[rows][cols + 1];
        for (double[] row : out) {
            for (int j = 0; j < cols; j++) {
                row[j] = random.nextGaussian();
            }
            row[cols] = GUARD;
        }
        return out;
    }

    private double[][] lower(int size) {
        double[][] out = new double[size][];
        for (int i = 0; i < size; i++) {
            out[i] = matrix(1, i)[0];
        }
        return out;
    }

    private static double[][] transposed(double[][] a, int rows, int cols) {
        double[][] out = new double[cols][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }

    private static double[][] copy(double[][] rows) {
        double[][] out = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i].clone();
        }
        return out;
    }
}
