package org.waymark.lqr.ilqr;

import org.waymark.lqr.solver.RiccatiRecursion;

/** By the Riccati kernels: for models of many states. */
final class KernelCostToGo extends CostToGo {
    private final RiccatiRecursion recursion;

    KernelCostToGo(int n, int m) {
        super(n, m);
        recursion = new RiccatiRecursion(n, m);
    }

    @Override
    void begin(double[] hessian, double[] gradient) {
        recursion.begin(hessian, 0, gradient, 0);
    }

    @Override
    void shift(double[] d) {
        recursion.shift(d, 0);
    }

    @Override
    double[] gradientAhead() {
        return recursion.valueGradient();
    }

    @Override
    void assemble(double[] f, double[] hessian, double[] gradient) {
        jacobian = f;
        recursion.assemble(f, 0, hessian, 0, gradient, 0);
    }

    @Override
    double controlHessian(int i, int j) {
        return recursion.controlHessian(i, j);
    }

    @Override
    double cross(int i, int j) {
        return recursion.cross(i, j);
    }

    @Override
    double controlGradient(int i) {
        return recursion.gradient(n + i);
    }

    @Override
    boolean eliminate(double mu, double stateMu, double[] hessian, double[] gain, double[] feedforward) {
        if (!recursion.eliminate(mu, stateMu)) {
            return false;
        }
        recursion.readGains(gain, 0, feedforward, 0);
        return true;
    }

    @Override
    void setGains(double[] gain, double[] feedforward) {
        recursion.setGains(gain, 0, feedforward, 0);
    }

    @Override
    double slope() {
        return recursion.slope();
    }

    @Override
    double bend() {
        return 2 * recursion.curvature();
    }

    @Override
    void advance() {
        recursion.advance();
    }
}
