package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both implementations, whichever this JVM has chosen: to each other, and to the equations written down with EJML. */
class RiccatiKernelsTest {
    /** The two differ by rounding alone; condition numbers here stay below 1e2. */
    private static final double PINNED = 1e-12;

    private static final double TO_EJML = 1e-11;

    @Property(tries = 120, seed = "1")
    void implementationsAgree(
            @ForAll @IntRange(min = 1, max = 64) int n,
            @ForAll @IntRange(min = 1, max = 24) int m,
            @ForAll @IntRange(min = 0, max = 2) int regularization) {
        Step step = new Step(n, m, regularization);
        Results plain = step.run(new PlainRiccatiKernels(n, m));
        Results vector = step.run(new VectorRiccatiKernels(n, m));
        vector.assertEqual(plain, PINNED);
        plain.assertEqual(step.byEjml(), TO_EJML);
    }

    @Property(tries = 40, seed = "2")
    void gainsFromElsewhere(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = 1, max = 24) int m) {
        Step step = new Step(n, m, 0);
        step.gains = step.entries(m * (n + 1), 0.3);
        Results plain = step.run(new PlainRiccatiKernels(n, m));
        Results vector = step.run(new VectorRiccatiKernels(n, m));
        vector.assertEqual(plain, PINNED);
        plain.assertEqual(step.byEjml(), TO_EJML);
    }

    @Property(tries = 20, seed = "3")
    void sameBitsEveryTime(@ForAll @IntRange(min = 1, max = 20) int n, @ForAll @IntRange(min = 1, max = 9) int m) {
        Step step = new Step(n, m, 1);
        RiccatiKernels used = new VectorRiccatiKernels(n, m);
        step.run(used);
        Results again = step.run(used);
        Results fresh = step.run(new VectorRiccatiKernels(n, m));
        assertThat(again.value).isEqualTo(fresh.value);
        assertThat(again.gain).isEqualTo(fresh.gain);
        used = new PlainRiccatiKernels(n, m);
        step.run(used);
        assertThat(step.run(used).value).isEqualTo(step.run(new PlainRiccatiKernels(n, m)).value);
    }

    @Property(tries = 40, seed = "4")
    void whatIsNotPositiveDefiniteIsRefused(
            @ForAll @IntRange(min = 1, max = 9) int n,
            @ForAll @IntRange(min = 1, max = 9) int m,
            @ForAll @IntRange(min = 0, max = 8) int at) {
        for (RiccatiKernels kernels :
                new RiccatiKernels[] {new PlainRiccatiKernels(n, m), new VectorRiccatiKernels(n, m)}) {
            for (double bad : new double[] {Double.NaN, -1e6, Double.POSITIVE_INFINITY}) {
                Step step = new Step(n, m, 0);
                int i = n + at % m;
                step.hessian[i * (n + m) + i] = bad;
                double[] q = Arrays.copyOf(step.gradient, n + m + 3);
                kernels.setValue(step.value, 0);
                kernels.assemble(step.jacobian, 0, step.hessian, 0, step.v, q);
                assertThat(kernels.eliminate(0, 0, q)).as("%s in H_uu", bad).isFalse();
                // what failed leaves nothing behind
                step.hessian[i * (n + m) + i] = 3;
                step.run(kernels).assertEqual(step.byEjml(), TO_EJML);
            }
        }
    }

    @Test
    void valueIsReadBackAndScaled() {
        for (RiccatiKernels kernels :
                new RiccatiKernels[] {new PlainRiccatiKernels(5, 2), new VectorRiccatiKernels(5, 2)}) {
            Step step = new Step(5, 2, 0);
            double[] padded = new double[30];
            System.arraycopy(step.value, 0, padded, 3, 25);
            kernels.setValue(padded, 3);
            kernels.scaleValue(-2);
            double[] out = new double[30];
            kernels.readValue(out, 4);
            for (int i = 0; i < 25; i++) {
                assertThat(out[4 + i]).isEqualTo(-2 * step.value[i]);
            }
            double[] v = Arrays.copyOf(step.v, 8);
            double[] x = step.entries(7, 1);
            kernels.addValueTimes(x, 2, v);
            for (int i = 0; i < 5; i++) {
                double sum = step.v[i];
                for (int j = 0; j < 5; j++) {
                    sum -= 2 * step.value[i * 5 + j] * x[2 + j];
                }
                assertThat(v[i]).isCloseTo(sum, within(1e-13));
            }
        }
    }

    @Test
    void theChoiceIsTheVectorApiHere() {
        assertThat(KernelChoice.isVector()).isTrue();
        assertThat(RiccatiKernels.of(3, 2)).isInstanceOf(VectorRiccatiKernels.class);
    }

    private record Results(double[] value, double[] v, double[] gain, double[] offset, double[] q) {
        void assertEqual(Results expected, double tolerance) {
            assertClose("q", q, expected.q, tolerance);
            assertClose("K", gain, expected.gain, tolerance);
            assertClose("k", offset, expected.offset, tolerance);
            assertClose("V", value, expected.value, tolerance);
            assertClose("v", v, expected.v, tolerance);
        }

        private static void assertClose(String name, double[] actual, double[] expected, double tolerance) {
            double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.length; i++) {
                assertThat(Math.abs(actual[i] - expected[i]))
                        .as("%s[%d]: %s, expected %s", name, i, actual[i], expected[i])
                        .isLessThanOrEqualTo(tolerance * scale);
            }
        }
    }

    /** A stage, and the value function of the next one. */
    private static final class Step {
        private final Random random;
        final int n;
        final int m;
        final double[] jacobian;
        final double[] hessian;
        final double[] gradient;
        final double[] value;
        final double[] v;
        final double mu;
        final double stateMu;
        /** [K | k] from elsewhere, [m × (n+1)], or null. */
        double[] gains;

        Step(int n, int m, int regularization) {
            this.n = n;
            this.m = m;
            random = new Random(100L * n + m);
            jacobian = entries(n * (n + m), 1 / Math.sqrt(n));
            hessian = positiveDefinite(n + m);
            value = positiveDefinite(n);
            gradient = entries(n + m, 1);
            v = entries(n, 1);
            mu = regularization >= 1 ? 0.7 : 0;
            stateMu = regularization == 2 ? 0.4 : 0;
        }

        double[] entries(int count, double scale) {
            double[] out = new double[count];
            Arrays.setAll(out, i -> scale * random.nextGaussian());
            return out;
        }

        private double[] positiveDefinite(int size) {
            Dense root = Dense.of(size, size, entries(size * size, 1 / Math.sqrt(size)));
            return root.mult(root.transpose()).plus(Dense.identity(size)).toArray();
        }

        Results run(RiccatiKernels kernels) {
            double[] q = Arrays.copyOf(gradient, n + m + 3);
            double[] next = new double[n + 3];
            double[] gain = new double[m * n];
            double[] offset = new double[m];
            kernels.setValue(value, 0);
            kernels.assemble(jacobian, 0, hessian, 0, v, q);
            if (gains == null) {
                assertThat(kernels.eliminate(mu, stateMu, q)).isTrue();
            } else {
                for (int i = 0; i < m; i++) {
                    System.arraycopy(gains, i * (n + 1), gain, i * n, n);
                    offset[i] = gains[i * (n + 1) + n];
                }
                kernels.setGains(gain, 0, offset, 0);
            }
            kernels.readGain(gain, 0);
            kernels.readOffset(offset, 0);
            if (gains == null && stateMu == 0) {
                kernels.updateValue(q, next);
            } else {
                kernels.updateValueByGains(q, next);
            }
            double[] out = new double[n * n];
            kernels.readValue(out, 0);
            return new Results(out, Arrays.copyOf(next, n), gain, offset, Arrays.copyOf(q, n + m));
        }

        Results byEjml() {
            Dense f = Dense.of(n, n + m, jacobian);
            Dense next = Dense.of(n, n, value);
            Dense h = Dense.of(n + m, n + m, hessian)
                    .plus(f.transpose().mult(next).mult(f));
            Dense q = Dense.of(n + m, 1, gradient).plus(f.transpose().mult(Dense.of(n, 1, v)));
            Dense hxx = h.block(0, n, 0, n);
            Dense hux = h.block(n, n + m, 0, n);
            Dense huu = h.block(n, n + m, n, n + m);
            Dense qx = q.block(0, n, 0, 1);
            Dense qu = q.block(n, n + m, 0, 1);
            Dense a = f.block(0, n, 0, n);
            Dense b = f.block(0, n, n, n + m);
            Dense gain;
            Dense offset;
            if (gains == null) {
                Dense p = huu.plus(Dense.identity(m).scale(mu))
                        .plus(b.transpose().mult(b).scale(stateMu));
                gain = p.solve(hux.plus(b.transpose().mult(a).scale(stateMu))).scale(-1);
                offset = p.solve(qu).scale(-1);
            } else {
                Dense both = Dense.of(m, n + 1, gains);
                gain = both.block(0, m, 0, n);
                offset = both.block(0, m, n, n + 1);
            }
            Dense updated = hxx.plus(hux.transpose().mult(gain))
                    .plus(gain.transpose().mult(hux))
                    .plus(gain.transpose().mult(huu).mult(gain));
            Dense gradientUpdated =
                    qx.plus(hux.transpose().mult(offset)).plus(gain.transpose().mult(qu.plus(huu.mult(offset))));
            return new Results(
                    updated.toArray(), gradientUpdated.toArray(), gain.toArray(), offset.toArray(), q.toArray());
        }
    }
}
