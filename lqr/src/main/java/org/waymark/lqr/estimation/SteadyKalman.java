package org.waymark.lqr.estimation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.matrix.Cholesky;
import org.waymark.lqr.riccati.DiscreteRiccati;
import org.waymark.lqr.riccati.RiccatiSolution;
import org.waymark.lqr.riccati.RiccatiStatus;

/**
 * The Kalman filter that a constant plant and sensor settle into: x' = Ax + w, y = Cx + v, w ~ N(0, W), v ~ N(0, V).
 *
 * <p>By duality the predicted covariance solves the regulator's Riccati equation for Aᵀ, Cᵀ, W, V:
 *
 * <pre>
 *   P = APAᵀ − APCᵀ(CPCᵀ + V)⁻¹CPAᵀ + W,    L = PCᵀ(CPCᵀ + V)⁻¹,    m ← m + L(y − Cm)
 * </pre>
 *
 * <p>Immutable: arrays are fresh copies. All but {@link #status} and {@link #message} throw {@link IllegalStateException} if there is no
 * such filter. Anderson and Moore 1979, chapter 4.
 */
public final class SteadyKalman {
    private final RiccatiSolution dual;
    private final double[][] gain;
    private final double[][] filtered;

    private SteadyKalman(RiccatiSolution dual, double[][] gain, double[][] filtered) {
        this.dual = dual;
        this.gain = gain;
        this.filtered = filtered;
    }

    /**
     * Solves. That no stable filter exists is no error: {@link #status} tells.
     *
     * @param a A, n × n; like all arguments not modified, not kept
     * @param c C, p × n
     * @param w W, n × n, symmetric positive semidefinite
     * @param v V, p × p, symmetric positive semidefinite
     * @throws IllegalArgumentException naming the matrix, its expected and its found shape, or where W or V is not symmetric
     * @throws org.waymark.lqr.NonFiniteException naming the matrix and the row-major index of an entry that is NaN or infinite
     */
    public static SteadyKalman solve(double[][] a, double[][] c, double[][] w, double[][] v) {
        int n = RowMajor.rowCount("A", a);
        int p = RowMajor.rowCount("C", c);
        double[] flatA = RowMajor.read("A", a, n, n);
        double[] flatC = RowMajor.read("C", c, p, n);
        double[][] symmetricW = RowMajor.rows(RowMajor.readSymmetric("W", w, n), n, n);
        double[] flatV = RowMajor.readSymmetric("V", v, p);
        RiccatiSolution dual = DiscreteRiccati.solve(
                transposed(flatA, n, n), transposed(flatC, p, n), symmetricW, RowMajor.rows(flatV, p, p));
        if (!dual.solved()) {
            return new SteadyKalman(dual, null, null);
        }
        DMatrixRMaj matrix = DMatrixRMaj.wrap(p, n, flatC);
        DMatrixRMaj predicted = new DMatrixRMaj(dual.value());
        // Lᵀ = S⁻¹CP with S = CPCᵀ + V
        double[] spread = RowMajor.read("CPCᵀ + V", dual.controlHessian(), p, p);
        DMatrixRMaj gainTransposed = CommonOps_DDRM.mult(matrix, predicted, null);
        Cholesky.factor(spread, 0, p);
        Cholesky.solve(spread, 0, p, gainTransposed.getData(), 0, n);
        DMatrixRMaj gain = CommonOps_DDRM.transpose(gainTransposed, null);
        // (I − LC)P(I − LC)ᵀ + LVLᵀ
        DMatrixRMaj left = CommonOps_DDRM.identity(n);
        CommonOps_DDRM.multAdd(-1, gain, matrix, left);
        DMatrixRMaj filtered = CommonOps_DDRM.multTransB(CommonOps_DDRM.mult(left, predicted, null), left, null);
        CommonOps_DDRM.multAddTransB(CommonOps_DDRM.mult(gain, DMatrixRMaj.wrap(p, p, flatV), null), gain, filtered);
        return new SteadyKalman(
                dual, RowMajor.rows(gain.getData(), n, p), symmetric(RowMajor.rows(filtered.getData(), n, n)));
    }

    public RiccatiStatus status() {
        return dual.status();
    }

    public boolean solved() {
        return dual.solved();
    }

    /** One sentence for people; of a failure, in words of the dual regulator: "stabilisable" then means that C sees the mode. */
    public String message() {
        return dual.solved() ? dual.message() : "of the dual regulator, A is Aᵀ and B is Cᵀ: " + dual.message();
    }

    /** L, n × p. */
    public double[][] gain() {
        requireSolved();
        return copy(gain);
    }

    /** P, n × n: the covariance of x_t given the measurements before t. */
    public double[][] predictedCovariance() {
        requireSolved();
        return dual.value();
    }

    /** (I − LC)P, n × n: the covariance of x_t given the measurements up to t. */
    public double[][] filteredCovariance() {
        requireSolved();
        return copy(filtered);
    }

    /** CPCᵀ + V, p × p. */
    public double[][] innovationCovariance() {
        requireSolved();
        return dual.controlHessian();
    }

    /** The largest |λ| of A − ALC, &lt; 1: how fast the error of a wrong prior dies. */
    public double spectralRadius() {
        requireSolved();
        return dual.spectralRadius();
    }

    private void requireSolved() {
        if (!dual.solved()) {
            throw new IllegalStateException("steady Kalman filter: " + message());
        }
    }

    private static double[][] transposed(double[] flat, int rows, int cols) {
        double[][] out = new double[cols][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[j][i] = flat[i * cols + j];
            }
        }
        return out;
    }

    private static double[][] symmetric(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = 0.5 * (a[i][j] + a[j][i]);
                a[j][i] = a[i][j];
            }
        }
        return a;
    }

    private static double[][] copy(double[][] a) {
        double[][] out = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i].clone();
        }
        return out;
    }
}
