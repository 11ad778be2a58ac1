package org.waymark.lqr.derivative;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.DifferentiableModel;

/** The derivatives of a model at one point. */
final class ModelCheck {
    /** What Hessians hold before something is added to them. */
    private static final double BEFORE = 0.5;

    private final DifferentiableModel model;
    private final double[] y;
    private final int t;
    private final int n;
    private final int size;
    private final EntryCheck entries;
    private final List<DerivativeFinding> findings;

    ModelCheck(DifferentiableModel model, double[] y, int t, List<DerivativeFinding> findings) {
        this.model = model;
        this.y = y;
        this.t = t;
        this.findings = findings;
        n = model.stateSize();
        size = y.length;
        entries = new EntryCheck(n, t, findings);
    }

    void run(boolean secondOrder) {
        int before = findings.size();
        checkJacobian();
        if (secondOrder && model.hasCurvature() && findings.size() == before) {
            checkCurvature();
        }
    }

    private void checkJacobian() {
        double[] jacobian = new double[n * size];
        jacobian(y, jacobian);
        ExtrapolatedDifferences differences = new ExtrapolatedDifferences(n);
        for (int j = 0; j < size; j++) {
            differences.take((at, values) -> model.next(state(at), control(at), t, values), y, j);
            for (int k = 0; k < n; k++) {
                entries.compare(
                        entries.first("jacobian", output(k), k, j),
                        k,
                        j,
                        jacobian[k * size + j],
                        differences.slope[k],
                        differences.uncertainty[k]);
            }
        }
    }

    private void checkCurvature() {
        double[][] hessians = new double[n][size * size];
        for (int k = 0; k < n; k++) {
            double[] weights = new double[n];
            weights[k] = 1;
            Arrays.fill(hessians[k], BEFORE);
            model.addCurvature(state(y), control(y), t, weights, hessians[k]);
            entries.requireSymmetry(output(k), hessians[k], size);
        }
        ExtrapolatedDifferences differences = new ExtrapolatedDifferences(n * size);
        for (int j = 0; j < size; j++) {
            differences.take(this::jacobian, y, j);
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < size; i++) {
                    entries.compare(
                            entries.second(output(k), i, j),
                            i,
                            j,
                            hessians[k][i * size + j] - BEFORE,
                            differences.slope[k * size + i],
                            differences.uncertainty[k * size + i]);
                }
            }
        }
        checkWeights(hessians);
    }

    /** Σ w_k ∂²f_k is linear in w. */
    private void checkWeights(double[][] hessians) {
        double[] weights = new double[n];
        double[] sum = new double[size * size];
        for (int k = 0; k < n; k++) {
            weights[k] = k % 2 == 0 ? 1.5 + k : -0.5 - k;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * (hessians[k][i] - BEFORE);
            }
        }
        double[] given = new double[size * size];
        model.addCurvature(state(y), control(y), t, weights, given);
        for (int i = 0; i < sum.length; i++) {
            entries.compare(entries.second("Σwₖxₖ", i / size, i % size), i / size, i % size, given[i], sum[i], 0);
        }
    }

    private void jacobian(double[] at, double[] jacobian) {
        Arrays.fill(jacobian, Double.NaN);
        model.jacobian(state(at), control(at), t, jacobian);
    }

    private double[] state(double[] at) {
        return Arrays.copyOf(at, n);
    }

    private double[] control(double[] at) {
        return Arrays.copyOfRange(at, n, size);
    }

    private static String output(int k) {
        return "x" + EntryCheck.subscript(k);
    }
}
