package org.waymark.lqr;

/**
 * A quadratic model of a cost in absolute coordinates: Σ_t ½y_tᵀH_t y_t + g_tᵀy_t + c_t, y = [x;u], plus the same in x_T alone.
 *
 * @param hessian H, T × (n+m)×(n+m), symmetric, possibly indefinite
 * @param gradient g, T × (n+m)
 * @param constant c, T × 1
 * @param finalHessian H_f, 1 × n×n
 * @param finalGradient g_f, 1 × n
 * @param finalConstant c_f
 */
public record QuadraticCost(
        TimeVaryingMatrix hessian,
        TimeVaryingMatrix gradient,
        TimeVaryingMatrix constant,
        TimeVaryingMatrix finalHessian,
        TimeVaryingMatrix finalGradient,
        double finalConstant) {
    public QuadraticCost {
        int horizon = hessian.steps();
        int size = hessian.rows();
        int n = finalHessian.rows();
        hessian.requireShape("hessian", horizon, size, size);
        gradient.requireShape("gradient", horizon, size, 1);
        constant.requireShape("constant", horizon, 1, 1);
        finalHessian.requireShape("final hessian", 1, n, n);
        finalGradient.requireShape("final gradient", 1, n, 1);
    }

    /**
     * Regulation to the origin: Σ_t ½x_tᵀQ_t x_t + ½u_tᵀR_t u_t + ½x_TᵀQ_f x_T.
     *
     * @param q Q, T × n×n, symmetric
     * @param r R, T × m×m, symmetric
     * @param finalWeight Q_f, 1 × n×n, symmetric
     */
    public static QuadraticCost regulation(TimeVaryingMatrix q, TimeVaryingMatrix r, TimeVaryingMatrix finalWeight) {
        int horizon = q.steps();
        int n = q.rows();
        int m = r.rows();
        q.requireShape("Q", horizon, n, n);
        r.requireShape("R", horizon, m, m);
        finalWeight.requireShape("final weight", 1, n, n);
        TimeVaryingMatrix.Builder hessian = new TimeVaryingMatrix.Builder(horizon, n + m, n + m);
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    hessian.set(t, i, j, q.get(t, i, j));
                }
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    hessian.set(t, n + i, n + j, r.get(t, i, j));
                }
            }
        }
        return new QuadraticCost(
                hessian.build(),
                TimeVaryingMatrix.zeros(horizon, n + m, 1),
                TimeVaryingMatrix.zeros(horizon, 1, 1),
                finalWeight,
                TimeVaryingMatrix.zeros(1, n, 1),
                0);
    }

    /** T, the number of controls. */
    public int horizon() {
        return hessian.steps();
    }

    public int stateSize() {
        return finalHessian.rows();
    }

    public int controlSize() {
        return hessian.rows() - finalHessian.rows();
    }
}
