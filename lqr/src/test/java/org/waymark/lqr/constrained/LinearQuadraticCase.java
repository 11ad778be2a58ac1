package org.waymark.lqr.constrained;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;

/** A random linear-quadratic problem with linear equality constraints, and its optimum by one dense KKT system. */
final class LinearQuadraticCase {
    final int n;
    final int m;
    final int horizon;
    final double[] start;
    final ConstrainedProblem problem;
    /** Per time step: F = [A B], [n × (n+m)], and the offset, [n]. */
    private final double[][] dynamics;

    private final double[][] offset;
    /** H of ½yᵀHy + gᵀy, the same at every time step, [(n+m) × (n+m)], and g. */
    private final double[] hessian;

    private final double[] gradient;

    LinearQuadraticCase(long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("linear-quadratic", 0, 0, 0);
        n = random.nextInt(2, 6);
        m = random.nextInt(1, 4);
        horizon = random.nextInt(n + 2, 13);
        start = gaussian(random, n, 1);
        dynamics = new double[horizon][];
        offset = new double[horizon][];
        for (int t = 0; t < horizon; t++) {
            dynamics[t] = gaussian(random, n * (n + m), 0.4);
            for (int i = 0; i < n; i++) {
                dynamics[t][i * (n + m) + i] += 0.7;
            }
            offset[t] = gaussian(random, n, 0.1);
        }
        hessian = positiveDefinite(random, n + m);
        gradient = gaussian(random, n + m, 1);
        problem = constrained(random);
    }

    /** One equality in the middle that reads state and control, one over the first steps on controls, and half of the goal. */
    private ConstrainedProblem constrained(RandomGenerator random) {
        int middle = horizon / 2;
        Goal goal = new Goal(new int[] {n - 1}, gaussian(random, 1, 1));
        return ConstrainedProblem.of(TrajectoryProblem.unlimited(model(), cost(), horizon))
                .withEquality("middle", linear(random, 1, true), middle, middle)
                .withEquality("controls", linear(random, 1, false), 0, 1)
                .withEquality("goal", goal, horizon, horizon);
    }

    private LinearConstraint linear(RandomGenerator random, int rows, boolean readsState) {
        double[] a = readsState ? gaussian(random, rows * n, 1) : new double[rows * n];
        return new LinearConstraint(a, gaussian(random, rows * m, 1), gaussian(random, rows, 1));
    }

    private DifferentiableModel model() {
        return new DifferentiableModel() {
            @Override
            public int stateSize() {
                return n;
            }

            @Override
            public int controlSize() {
                return m;
            }

            @Override
            public void next(double[] state, double[] control, int t, double[] nextState) {
                for (int i = 0; i < n; i++) {
                    double sum = offset[t][i];
                    for (int j = 0; j < n + m; j++) {
                        sum += dynamics[t][i * (n + m) + j] * (j < n ? state[j] : control[j - n]);
                    }
                    nextState[i] = sum;
                }
            }

            @Override
            public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
                System.arraycopy(dynamics[t], 0, jacobian, 0, n * (n + m));
            }
        };
    }

    private Cost cost() {
        return new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                StageExpansion into = new StageExpansion(n, m);
                expand(state, control, n + m, 1, into);
                return into.value();
            }

            @Override
            public double terminal(double[] state) {
                StageExpansion into = new StageExpansion(n, 0);
                expand(state, new double[0], n, 1, into);
                return into.value();
            }

            @Override
            public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
                expand(state, control, n + m, weight, into);
            }

            @Override
            public void expandTerminal(double[] state, double weight, StageExpansion into) {
                expand(state, new double[0], n, weight, into);
            }
        };
    }

    private void expand(double[] state, double[] control, int size, double weight, StageExpansion into) {
        for (int i = 0; i < size; i++) {
            double yi = i < n ? state[i] : control[i - n];
            double slope = gradient[i];
            for (int j = 0; j < size; j++) {
                double h = hessian[i * (n + m) + j];
                slope += h * (j < n ? state[j] : control[j - n]);
                into.addHessian(i, j, weight * h);
            }
            into.addValue(weight * 0.5 * yi * (slope + gradient[i]));
            into.addGradient(i, weight * slope);
        }
    }

    /** Unknowns z = (x_0, u_0, x_1, …, x_T); multipliers of the constraints in the order of the problem. */
    record Optimum(double[] states, double[] controls, List<double[]> multipliers) {}

    /** [H Cᵀ; C 0] [z; ν] = [−g; d]. */
    Optimum dense() {
        int unknowns = horizon * (n + m) + n;
        List<double[]> rows = new ArrayList<>();
        List<Double> right = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] row = new double[unknowns];
            row[i] = 1;
            rows.add(row);
            right.add(start[i]);
        }
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < n; i++) {
                double[] row = new double[unknowns];
                row[(t + 1) * (n + m) + i] = 1;
                for (int j = 0; j < n + m; j++) {
                    row[t * (n + m) + j] -= dynamics[t][i * (n + m) + j];
                }
                rows.add(row);
                right.add(offset[t][i]);
            }
        }
        int dynamicsRows = rows.size();
        for (ConstraintTerm term : problem.constraints()) {
            for (int t = term.first(); t <= term.last(); t++) {
                addConstraint(term.constraint(), t, rows, right, unknowns);
            }
        }
        int size = unknowns + rows.size();
        DMatrixRMaj kkt = new DMatrixRMaj(size, size);
        DMatrixRMaj b = new DMatrixRMaj(size, 1);
        for (int t = 0; t <= horizon; t++) {
            for (int i = 0; i < (t < horizon ? n + m : n); i++) {
                b.set(t * (n + m) + i, 0, -gradient[i]);
                for (int j = 0; j < (t < horizon ? n + m : n); j++) {
                    kkt.set(t * (n + m) + i, t * (n + m) + j, hessian[i * (n + m) + j]);
                }
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            b.set(unknowns + r, 0, right.get(r));
            for (int j = 0; j < unknowns; j++) {
                kkt.set(unknowns + r, j, rows.get(r)[j]);
                kkt.set(j, unknowns + r, rows.get(r)[j]);
            }
        }
        return read(solve(kkt, b), unknowns + dynamicsRows);
    }

    /** The rows G z = −g(0): the constraints are linear. */
    private void addConstraint(Constraint constraint, int t, List<double[]> rows, List<Double> right, int unknowns) {
        double[] value = new double[constraint.size()];
        double[] jacobian = new double[constraint.size() * (n + m)];
        constraint.value(new double[n], new double[m], t, value);
        constraint.jacobian(new double[n], new double[m], t, jacobian);
        for (int i = 0; i < value.length; i++) {
            double[] row = new double[unknowns];
            System.arraycopy(jacobian, i * (n + m), row, t * (n + m), t < horizon ? n + m : n);
            rows.add(row);
            right.add(-value[i]);
        }
    }

    private static double[] solve(DMatrixRMaj kkt, DMatrixRMaj b) {
        var solver = LinearSolverFactory_DDRM.lu(kkt.numRows);
        solver.setA(kkt);
        DMatrixRMaj z = new DMatrixRMaj(kkt.numRows, 1);
        solver.solve(b, z);
        return z.data;
    }

    private Optimum read(double[] z, int firstMultiplier) {
        double[] states = new double[(horizon + 1) * n];
        double[] controls = new double[horizon * m];
        for (int t = 0; t <= horizon; t++) {
            System.arraycopy(z, t * (n + m), states, t * n, n);
            if (t < horizon) {
                System.arraycopy(z, t * (n + m) + n, controls, t * m, m);
            }
        }
        List<double[]> multipliers = new ArrayList<>();
        int at = firstMultiplier;
        for (ConstraintTerm term : problem.constraints()) {
            multipliers.add(Arrays.copyOfRange(z, at, at + term.count()));
            at += term.count();
        }
        return new Optimum(states, controls, multipliers);
    }

    private static double[] positiveDefinite(RandomGenerator random, int size) {
        double[] root = gaussian(random, size * size, 1);
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = i == j ? 0.5 : 0;
                for (int k = 0; k < size; k++) {
                    sum += root[i * size + k] * root[j * size + k] / size;
                }
                product[i * size + j] = sum;
            }
        }
        return product;
    }

    private static double[] gaussian(RandomGenerator random, int size, double deviation) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return values;
    }
}
