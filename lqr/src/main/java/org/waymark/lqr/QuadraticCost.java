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
