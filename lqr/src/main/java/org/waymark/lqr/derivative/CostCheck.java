package org.waymark.lqr.derivative;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** The expansion of a running or a final cost at one point. */
final class CostCheck {
    /** In place of a time step. */
    static final int FINAL = -1;

    private static final double WEIGHT = 0.75;
    private static final double BEFORE = 0.5;

    private final Cost cost;
    private final double[] y;
    private final int n;
    private final int t;
    private final int size;
    private final String name;
    private final EntryCheck entries;
    private final List<DerivativeFinding> findings;

    /** @param t time step, or {@link #FINAL} */
    CostCheck(Cost cost, int stateSize, double[] y, int t, List<DerivativeFinding> findings) {
        this.cost = cost;
        this.y = y;
        this.n = stateSize;
        this.t = t;
        this.size = y.length;
        this.name = t == FINAL ? "ℓ_f" : "ℓ";
        this.entries = new EntryCheck(n, t, findings);
        this.findings = findings;
    }

    void run(boolean secondOrder) {
        int before = findings.size();
        StageExpansion given = expansion(y);
        double[] value = new double[1];
        value(y, value);
        entries.compare("value of " + name, 0, -1, (given.value() - BEFORE) / WEIGHT, value[0], 0);
        double[] gradient = new double[size];
        gradient(y, gradient);
        ExtrapolatedDifferences differences = new ExtrapolatedDifferences(1);
        for (int j = 0; j < size; j++) {
            differences.take(this::value, y, j);
            entries.compare(
                    entries.first("gradient", name, -1, j),
                    j,
                    -1,
                    gradient[j],
                    differences.slope[0],
                    differences.uncertainty[0]);
        }
        if (secondOrder && findings.size() == before) {
            checkHessian(given);
        }
    }

    private void checkHessian(StageExpansion given) {
        double[] hessian = new double[size * size];
        for (int i = 0; i < hessian.length; i++) {
            hessian[i] = (given.hessian(i / size, i % size) - BEFORE) / WEIGHT;
        }
        entries.requireSymmetry(name, hessian, size);
        ExtrapolatedDifferences differences = new ExtrapolatedDifferences(size);
        for (int j = 0; j < size; j++) {
            differences.take(this::gradient, y, j);
            for (int i = 0; i < size; i++) {
                entries.compare(
                        entries.second(name, i, j),
                        i,
                        j,
                        hessian[i * size + j],
                        differences.slope[i],
                        differences.uncertainty[i]);
            }
        }
    }

    private void value(double[] at, double[] values) {
        values[0] = t == FINAL ? cost.terminal(state(at)) : cost.running(state(at), control(at), t);
    }

    private void gradient(double[] at, double[] gradient) {
        StageExpansion expansion = expansion(at);
        for (int i = 0; i < size; i++) {
            gradient[i] = (expansion.gradient(i) - BEFORE) / WEIGHT;
        }
    }

    /** The expansion, weighted, on top of what is there before. */
    private StageExpansion expansion(double[] at) {
        StageExpansion into = new StageExpansion(n, size - n);
        into.addValue(BEFORE);
        for (int i = 0; i < size; i++) {
            into.addGradient(i, BEFORE);
            for (int j = 0; j < size; j++) {
                into.addHessian(i, j, BEFORE);
            }
        }
        if (t == FINAL) {
            cost.expandTerminal(state(at), WEIGHT, into);
        } else {
            cost.expandRunning(state(at), control(at), t, WEIGHT, into);
        }
        return into;
    }

    private double[] state(double[] at) {
        return Arrays.copyOf(at, n);
    }

    private double[] control(double[] at) {
        return Arrays.copyOfRange(at, n, size);
    }
}
