package org.waymark.lqr.solver;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.matrix.Cholesky;

/**
 * Keeps a controller exploring: its standard deviation is at least a fraction f of a scale, in every direction.
 *
 * <pre>
 *   C_t ← S V max(Λ, f²) Vᵀ S,   S⁻¹ C_t S⁻¹ = V Λ Vᵀ,   S = diag(scale)
 * </pre>
 *
 * <p>It is the eigenvalues that are raised, not the diagonal: a covariance can be narrow along a direction in which no single control
 * is. A controller that needs no lifting is returned as it is; in others, time steps that need none keep their bits.
 *
 * <p>Immutable, for any number of threads.
 */
public final class CovarianceFloor {
    private final double[] scale;
    private final double fraction;

    /**
     * @param scale [m], in the unit of each control, each > 0; copied
     * @param fraction f ≥ 0; at 0 nothing is lifted
     */
    public CovarianceFloor(double[] scale, double fraction) {
        for (int i = 0; i < scale.length; i++) {
            Shapes.requirePositive("scale[" + i + "]", scale[i]);
        }
        if (!(fraction >= 0) || Double.isInfinite(fraction)) {
            throw new IllegalArgumentException("fraction: expected a finite number ≥ 0, found " + fraction);
        }
        this.scale = scale.clone();
        this.fraction = fraction;
    }

    /**
     * What the floor did.
     *
     * @param controller with covariances that are nowhere below the floor
     * @param lifted at how many time steps a covariance had to be raised
     * @param least the smallest standard deviation of the given controller, over time and directions, as a fraction of the scale
     */
    public record Result(LinearGaussianController controller, int lifted, double least) {}

    /** @throws IllegalArgumentException if the controller has another number of controls than the scale */
    public Result lift(LinearGaussianController controller) {
        int m = scale.length;
        controller.covariance().requireShape("controller covariance", controller.horizon(), m, m);
        NonFiniteException.check(
                "controller covariance", controller.covariance().toArray(), -1);
        boolean byPrecision = controller.isGivenByPrecision();
        double[] matrices = (byPrecision ? controller.precision() : controller.covariance()).toArray();
        Spectrum spectrum = new Spectrum();
        int lifted = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < controller.horizon(); t++) {
            spectrum.of(controller, t);
            least = Math.min(least, spectrum.least());
            if (spectrum.least() < fraction * fraction) {
                spectrum.writeLifted(byPrecision, matrices, t * m * m);
                lifted++;
            }
        }
        return new Result(
                lifted == 0 ? controller : remade(controller, matrices), lifted, Math.sqrt(Math.max(0, least)));
    }

    private static LinearGaussianController remade(LinearGaussianController controller, double[] matrices) {
        int m = controller.controlSize();
        TimeVaryingMatrix spread = TimeVaryingMatrix.of(controller.horizon(), m, m, matrices);
        return controller.isGivenByPrecision()
                ? LinearGaussianController.ofPrecision(controller.gain(), controller.offset(), spread)
                : new LinearGaussianController(controller.gain(), controller.offset(), spread);
    }

    /** V and Λ of one time step. */
    private final class Spectrum {
        private final int m = scale.length;
        private final DMatrixRMaj scaled = new DMatrixRMaj(m, m);
        private final EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(m, true, true);
        private final double[] root = new double[m * m];
        private double least;

        void of(LinearGaussianController controller, int t) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    scaled.set(i, j, controller.covariance().get(t, i, j) / (scale[i] * scale[j]));
                }
            }
            if (!decomposition.decompose(scaled)) {
                throw new IllegalStateException("covariance[" + t + "]: its eigenvalues were not found");
            }
            least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < m; k++) {
                least = Math.min(least, decomposition.getEigenvalue(k).getReal());
            }
        }

        double least() {
            return least;
        }

        /** Writes S V max(Λ, f²) Vᵀ S or its inverse, as the square of S^±1 V max(Λ, f²)^±½. */
        void writeLifted(boolean inverse, double[] out, int at) {
            for (int k = 0; k < m; k++) {
                double deviation = Math.sqrt(Math.max(
                        fraction * fraction, decomposition.getEigenvalue(k).getReal()));
                DMatrixRMaj direction = decomposition.getEigenVector(k);
                for (int i = 0; i < m; i++) {

                    root[i * m + k] = inverse
                            ? direction.get(i) / (deviation * scale[i])
                            : direction.get(i) * (deviation * scale[i]);
                }
            }
            Cholesky.square(root, 0, m, out, at);
        }
    }
}
