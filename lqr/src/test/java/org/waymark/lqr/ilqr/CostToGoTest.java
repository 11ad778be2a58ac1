package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** Both recursions against the formulas in matrices, with gains that are not optimal because they are regularised. */
class CostToGoTest {
    @Property(tries = 100, seed = "1")
    void bothFollowTheFormulas(
            @ForAll @IntRange(min = 1, max = 7) int n,
            @ForAll @IntRange(min = 1, max = 4) int m,
            @ForAll @IntRange(max = 10_000) int seed) {
        for (CostToGo costToGo : new CostToGo[] {new SmallCostToGo(n, m), new KernelCostToGo(n, m)}) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            compare(costToGo, n, m, random);
        }
    }

    private static void compare(CostToGo costToGo, int n, int m, RandomGenerator random) {
        int p = n + m;
        double mu = random.nextBoolean() ? 0 : 0.3;
        double stateMu = random.nextBoolean() ? 0 : 0.2;
        Dense bigV = positive(n, random);
        Dense v = normal(n, 1, random);
        Dense gap = normal(n, 1, random);
        costToGo.begin(flat(bigV), flat(v));
        costToGo.shift(flat(gap));
        v = v.plus(bigV.mult(gap));
        for (int t = 0; t < 3; t++) {
            Dense f = normal(n, p, random);
            Dense h = positive(p, random);
            Dense g = normal(p, 1, random);
            Dense q = h.plus(f.transpose().mult(bigV).mult(f));
            Dense slope = g.plus(f.transpose().mult(v));
            Dense shifted = bigV.plus(Dense.identity(n).scale(stateMu));
            Dense qr = h.plus(f.transpose().mult(shifted).mult(f));
            Dense quuR = qr.extractMatrix(n, p, n, p).plus(Dense.identity(m).scale(mu));
            Dense gain = quuR.solve(qr.extractMatrix(n, p, 0, n)).negative();
            Dense k = quuR.solve(slope.extractMatrix(n, p, 0, 1)).negative();

            double[] hessian = new double[m * m];
            double[] foundGain = new double[m * n];
            double[] foundK = new double[m];
            costToGo.assemble(flat(f), flat(h), flat(g));
            costToGo.regularizedHessian(mu, stateMu, hessian);
            assertThat(costToGo.eliminate(mu, stateMu, hessian, foundGain, foundK))
                    .isTrue();
            requireEqual(hessian, quuR);
            requireEqual(foundGain, gain);
            requireEqual(foundK, k);
            Dense quu = q.extractMatrix(n, p, n, p);
            Dense qux = q.extractMatrix(n, p, 0, n);
            Dense qu = slope.extractMatrix(n, p, 0, 1);
            assertThat(costToGo.slope()).isCloseTo(k.dot(qu), within(tolerance(k.dot(qu))));
            assertThat(costToGo.bend()).isCloseTo(k.dot(quu.mult(k)), within(tolerance(k.dot(quu.mult(k)))));
            double[] cross = new double[m * n];
            costToGo.regularizedCross(0, cross);
            requireEqual(cross, qux);

            costToGo.advance();
            v = slope.extractMatrix(0, n, 0, 1)
                    .plus(gain.transpose().mult(quu.mult(k).plus(qu)))
                    .plus(qux.transpose().mult(k));
            bigV = q.extractMatrix(0, n, 0, n)
                    .plus(gain.transpose().mult(quu).mult(gain))
                    .plus(gain.transpose().mult(qux))
                    .plus(qux.transpose().mult(gain));
            requireEqual(costToGo.gradientAhead(), v);
        }
    }

    private static void requireEqual(double[] found, Dense expected) {
        double[] values = flat(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat(found[i]).isCloseTo(values[i], within(tolerance(expected.normF())));
        }
    }

    private static double tolerance(double scale) {
        return 1e-9 * (1 + Math.abs(scale));
    }

    private static double[] flat(Dense a) {
        return a.entries.data.clone();
    }

    private static Dense normal(int rows, int cols, RandomGenerator random) {
        DMatrixRMaj a = new DMatrixRMaj(rows, cols);
        for (int i = 0; i < rows * cols; i++) {
            a.data[i] = random.nextGaussian();
        }
        return new Dense(a);
    }

    private static Dense positive(int size, RandomGenerator random) {
        Dense root = normal(size, size, random);
        return root.mult(root.transpose()).plus(Dense.identity(size).scale(0.5));
    }

    /** Formulas in matrices, as they are written. */
    private record Dense(DMatrixRMaj entries) {
        static Dense identity(int size) {
            return new Dense(CommonOps_DDRM.identity(size));
        }

        Dense mult(Dense b) {
            return new Dense(CommonOps_DDRM.mult(entries, b.entries, null));
        }

        Dense plus(Dense b) {
            return new Dense(CommonOps_DDRM.add(entries, b.entries, null));
        }

        Dense scale(double factor) {
            DMatrixRMaj scaled = entries.copy();
            CommonOps_DDRM.scale(factor, scaled);
            return new Dense(scaled);
        }

        Dense negative() {
            return scale(-1);
        }

        Dense transpose() {
            return new Dense(CommonOps_DDRM.transpose(entries, null));
        }

        Dense extractMatrix(int row0, int row1, int col0, int col1) {
            return new Dense(CommonOps_DDRM.extract(entries, row0, row1, col0, col1));
        }

        Dense solve(Dense b) {
            DMatrixRMaj x = new DMatrixRMaj(1, 1);
            CommonOps_DDRM.solve(entries, b.entries, x);
            return new Dense(x);
        }

        double dot(Dense b) {
            return CommonOps_DDRM.dot(entries, b.entries);
        }

        double normF() {
            return NormOps_DDRM.normF(entries);
        }
    }
}
