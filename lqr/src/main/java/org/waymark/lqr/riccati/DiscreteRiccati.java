package org.waymark.lqr.riccati;

import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.RowMajor;

/**
 * The discrete algebraic Riccati equation of the regulator min Σ_t ½xᵀQx + xᵀNu + ½uᵀRu, x' = Ax + Bu, without end:
 *
 * <pre>
 *   X = AᵀXA − (AᵀXB + N)(R + BᵀXB)⁻¹(BᵀXA + Nᵀ) + Q,     K = −(R + BᵀXB)⁻¹(BᵀXA + Nᵀ),    u = Kx.
 * </pre>
 *
 * <p>Of its solutions the stabilising one is found: R + BᵀXB positive definite, all eigenvalues of A + BK inside the unit circle. It is
 * unique if it exists. It exists if (A, B) is stabilisable, [Q N; Nᵀ R] is positive semidefinite and no mode on the unit circle is
 * without cost. Neither Q nor R need be definite, nor even semidefinite: what counts is R + BᵀXB, and R = 0 is a good question.
 *
 * <p>Method: units of states and controls by powers of two; structure-preserving doubling (Chu, Fan, Lin and Wang 2004), from the final
 * weight 0 and, if that fails, from ρI with growing ρ; Newton steps (Hewer 1971) with residuals of twice the digits while they help; at
 * last the checks that make it a solution. A result is what passed the checks, never what merely came out.
 */
public final class DiscreteRiccati {
    /** A closed loop with an eigenvalue nearer to the unit circle than this does not count as stable. */
    public static final double STABILITY_MARGIN = 1e-12;
    /** An X that a Newton step would still move by more than this fraction of its norm does not count as a solution. */
    public static final double ERROR_BOUND = 1e-10;

    /** Final weights to start the doubling from, in units of the balanced problem. */
    private static final double[] STARTS = {0, 1, 1e4, 1e8, 1e-4};
    /** How near to the unit circle a double eigenvalue on it is computed to be, at worst. */
    private static final double CIRCLE_WIDTH = 1e-6;

    private final RiccatiEquation given;
    private final Balance balance;
    private final RiccatiEquation equation;

    private DiscreteRiccati(RiccatiEquation given) {
        this.given = given;
        this.balance = Balance.of(given);
        this.equation = balance.apply(given);
    }

    /** {@link #solve(double[][], double[][], double[][], double[][], double[][])} with N = 0. */
    public static RiccatiSolution solve(double[][] a, double[][] b, double[][] q, double[][] r) {
        return solve(a, b, q, r, new double[RowMajor.rowCount("A", a)][RowMajor.colCount("B", b)]);
    }

    /**
     * Solves. That there is no solution is no error: {@link RiccatiSolution#status} tells.
     *
     * @param a A, n × n; like all arguments not modified, not kept
     * @param b B, n × m
     * @param q Q, n × n, symmetric
     * @param r R, m × m, symmetric
     * @param cross N, n × m
     * @throws IllegalArgumentException naming the matrix, its expected and its found shape, or where Q or R is not symmetric
     * @throws org.waymark.lqr.NonFiniteException naming the matrix and the row-major index of an entry that is NaN or infinite
     */
    public static RiccatiSolution solve(double[][] a, double[][] b, double[][] q, double[][] r, double[][] cross) {
        int n = RowMajor.rowCount("A", a);
        int m = RowMajor.colCount("B", b);
        RiccatiEquation equation = new RiccatiEquation(
                DMatrixRMaj.wrap(n, n, RowMajor.read("A", a, n, n)),
                DMatrixRMaj.wrap(n, m, RowMajor.read("B", b, n, m)),
                DMatrixRMaj.wrap(n, n, RowMajor.readSymmetric("Q", q, n)),
                DMatrixRMaj.wrap(m, m, RowMajor.readSymmetric("R", r, m)),
                DMatrixRMaj.wrap(n, m, RowMajor.read("N", cross, n, m)));
        return new DiscreteRiccati(equation).run();
    }

    private RiccatiSolution run() {
        for (Complex_F64 value : Spectrum.uncontrollable(equation.a(), equation.b())) {
            if (value.getMagnitude() > 1 - STABILITY_MARGIN) {
                return new RiccatiSolution(
                        RiccatiStatus.UNSTABILISABLE,
                        "(A, B) is not stabilisable: B does not move the eigenvalue " + Spectrum.format(value)
                                + " of A, which is not inside the unit circle");
            }
        }
        String complaint = null;
        for (double rho : STARTS) {
            DMatrixRMaj rough = Doubling.solve(equation, rho);
            if (rough == null) {
                continue;
            }
            Refinement.Refined refined = Refinement.refine(equation, rough);
            String found = complaint(refined);
            if (found == null) {
                return solution(refined);
            }
            complaint = complaint == null ? found : complaint;
        }
        return failure(complaint == null ? "the doubling broke down from every start" : complaint);
    }

    /** What keeps X, in balanced units, from being the solution; null if nothing does. */
    private String complaint(Refinement.Refined refined) {
        if (refined.step() == null) {
            return "R + BᵀXB is not positive definite";
        }
        double radius = Spectrum.radius(refined.step().closedLoop());
        if (!(radius < 1 - STABILITY_MARGIN)) {
            return "the closed loop has an eigenvalue of magnitude " + radius;
        }
        if (radius > 1 - CIRCLE_WIDTH && costlessOnCircle() != null) {
            return "the closed loop keeps an eigenvalue on the unit circle";
        }
        return refined.error() <= ERROR_BOUND ? null : "the relative error stays at " + refined.error();
    }

    private RiccatiSolution failure(String complaint) {
        Complex_F64 costless = costlessOnCircle();
        if (costless != null) {
            return new RiccatiSolution(
                    RiccatiStatus.UNIT_CIRCLE,
                    "the cost does not see the eigenvalue " + Spectrum.format(costless)
                            + " on the unit circle, so no optimal gain stabilises it");
        }
        double smallestR = Spectrum.smallestEigenvalue(given.r());
        double smallest = Spectrum.smallestEigenvalue(equation.stageWeight());
        double largest = CommonOps_DDRM.elementMaxAbs(equation.stageWeight());
        if (smallest < -1e-12 * largest) {
            return new RiccatiSolution(
                    RiccatiStatus.INDEFINITE,
                    "no stabilising solution: " + complaint
                            + "; the stage cost [Q N; Nᵀ R] is indefinite, R has the smallest" + " eigenvalue "
                            + smallestR);
        }
        return new RiccatiSolution(RiccatiStatus.NOT_CONVERGED, "no stabilising solution: " + complaint);
    }

    /** An eigenvalue on the unit circle that neither the cost nor the optimal use of it touches, or null; needs an invertible R. */
    private Complex_F64 costlessOnCircle() {
        DMatrixRMaj part = Algebra.solvePositive(equation.r(), Algebra.transpose(equation.cross()));
        if (part == null) {
            return null;
        }
        DMatrixRMaj a = Algebra.plus(equation.a(), -1, Algebra.times(equation.b(), part));
        DMatrixRMaj q = Algebra.plus(equation.q(), -1, Algebra.times(equation.cross(), part));
        for (Complex_F64 value : Spectrum.uncontrollable(Algebra.transpose(a), q)) {
            if (Math.abs(value.getMagnitude() - 1) < CIRCLE_WIDTH) {
                return value;
            }
        }
        return null;
    }

    private RiccatiSolution solution(Refinement.Refined refined) {
        // of X as the caller gets it, rounded
        RiccatiEquation.Step rounded = equation.step(LongMatrix.of(refined.x()));
        return new RiccatiSolution(
                given.controlSize(),
                balance.undo(refined.x()).getData(),
                balance.undoGain(refined.step().gain()).getData(),
                balance.undoControlHessian(refined.step().controlHessian()).getData(),
                Spectrum.radius(refined.step().closedLoop()),
                rounded == null ? Double.POSITIVE_INFINITY : Refinement.relative(rounded.residual(), refined.x()),
                refined.error());
    }
}
