package org.waymark.lqr.matrix;

/**
 * The backward pass of a made-up problem, T = 100, the same to the last bit of its data as that of the C++ program that it is compared
 * with. Data come from a splitmix64 stream.
 */
public final class RiccatiPass {
    static final int HORIZON = 100;

    private final int n;
    private final int m;
    private final RiccatiKernels kernels;
    private final double[][] jacobian = new double[HORIZON][];
    private final double[][] hessian = new double[HORIZON][];
    private final double[][] gradient = new double[HORIZON][];
    private final double[] lastGradient;
    private final double[] identity;
    private final double[] gains;
    private final double[] offsets;
    private final double[] v;
    private final double[] q;
    private long state = 12345;
    private double first;
    private double second;

    RiccatiPass(int n, int m, RiccatiKernels kernels) {
        this.n = n;
        this.m = m;
        this.kernels = kernels;
        int d = n + m;
        for (int t = 0; t < HORIZON; t++) {
            jacobian[t] = new double[n * d];
            hessian[t] = new double[d * d];
            gradient[t] = new double[d];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < d; j++) {
                    jacobian[t][i * d + j] = (i == j ? 0.9 : 0) + 0.3 * uniform() / Math.sqrt(n);
                }
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    double entry = (i == j ? 1 : 0) + 0.1 * uniform() / d;
                    hessian[t][i * d + j] = entry;
                    hessian[t][j * d + i] = entry;
                }
            }
            for (int i = 0; i < d; i++) {
                gradient[t][i] = uniform();
            }
        }
        lastGradient = new double[n];
        identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            lastGradient[i] = uniform();
            identity[i * n + i] = 1;
        }
        gains = new double[HORIZON * m * n];
        offsets = new double[HORIZON * m];
        v = new double[n + 3];
        q = new double[d + 3];
    }

    /** In [−1, 1). */
    private double uniform() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return 2 * ((z >>> 11) * 0x1.0p-53) - 1;
    }

    /** One pass over all stages, with everything that the backward pass of iLQR needs. */
    boolean run(double mu) {
        kernels.setValue(identity, 0);
        System.arraycopy(lastGradient, 0, v, 0, n);
        first = 0;
        second = 0;
        for (int t = HORIZON - 1; t >= 0; t--) {
            assemble(t);
            if (!eliminate(mu)) {
                return false;
            }
            kernels.readGain(gains, t * m * n);
            kernels.readOffset(offsets, t * m);
            updateValue();
            double slope = 0;
            for (int i = 0; i < m; i++) {
                slope += offsets[t * m + i] * q[n + i];
            }
            first += slope;
            second -= 0.5 * slope;
        }
        return true;
    }

    void assemble(int t) {
        System.arraycopy(gradient[t], 0, q, 0, n + m);
        kernels.assemble(jacobian[t], 0, hessian[t], 0, v, q);
    }

    boolean eliminate(double mu) {
        return kernels.eliminate(mu, 0, q);
    }

    void updateValue() {
        kernels.updateValue(q, v);
    }

    /** Σ K_0 + Σ k_0 + Σ V_0 + Σ_t k_tᵀq_u. */
    double checksum() {
        double sum = first;
        for (int i = 0; i < m * n; i++) {
            sum += gains[i];
        }
        for (int i = 0; i < m; i++) {
            sum += offsets[i];
        }
        double[] value = new double[n * n];
        kernels.readValue(value, 0);
        for (double entry : value) {
            sum += entry;
        }
        return sum;
    }
}
