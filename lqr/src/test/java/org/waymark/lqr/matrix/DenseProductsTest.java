package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.waymark.lqr.RandomStreams;

class DenseProductsTest {
    private static double[] random(int size, RandomGenerator random) {
        double[] a = new double[size];
        for (int i = 0; i < size; i++) {
            a[i] = random.nextGaussian();
        }
        return a;
    }

    @Property(tries = 60, seed = "1")
    void productIsTheSumOverInnerIndices(
            @ForAll @IntRange(min = 1, max = 23) int rows,
            @ForAll @IntRange(min = 1, max = 30) int inner,
            @ForAll @IntRange(min = 1, max = 37) int cols,
            @ForAll boolean transposed,
            @ForAll boolean plain) {
        RandomGenerator random = new RandomStreams(rows).stream("test", inner, cols, 0);
        int height = DenseProducts.padded(rows);
        int width = DenseProducts.padded(cols);
        double[] a = random(height * inner + 7, random);
        double[] b = random(inner * width + 3, random);
        double[] start = random(width + 2, random);
        double[] c = new double[height * width + 5];
        int rowStep = transposed ? 1 : inner;
        int innerStep = transposed ? height : 1;
        DenseProducts.Strides strides = new DenseProducts.Strides(rowStep, innerStep, width);
        if (plain) {
            DenseProducts.multiplyPlain(strides, start, 2, a, b, 3, c, 5, rows, inner, cols);
        } else {
            DenseProducts.multiply(strides, start, 2, a, b, 3, c, 5, rows, inner, cols);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double sum = start[2 + j];
                for (int k = 0; k < inner; k++) {
                    sum += a[i * rowStep + k * innerStep] * b[3 + k * width + j];
                }
                assertThat(c[5 + i * width + j]).isCloseTo(sum, within(1e-12));
            }
        }
    }

    @Property(tries = 30, seed = "2")
    void transposeAndColumnSums(
            @ForAll @IntRange(min = 1, max = 11) int rows, @ForAll @IntRange(min = 1, max = 9) int cols) {
        double[] a = random(3 + rows * (cols + 2), new RandomStreams(rows).stream("test", cols, 0, 0));
        double[] out = new double[cols * (rows + 1)];
        DenseProducts.transpose(a, 3, cols + 2, rows, cols, out, rows + 1);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                assertThat(out[j * (rows + 1) + i]).isEqualTo(a[3 + i * (cols + 2) + j]);
            }
        }
        double[] sums = new double[cols + 1];
        DenseProducts.columnSums(a, cols, rows, cols, sums, 1);
        for (int j = 0; j < cols; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += a[i * cols + j];
            }
            assertThat(sums[1 + j]).isCloseTo(sum, within(1e-13));
        }
    }
}
