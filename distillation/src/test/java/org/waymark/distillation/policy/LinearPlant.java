package org.waymark.distillation.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** x' = A x + B u + d, observed exactly, with cost Σ ‖x‖²; for tests. */
final class LinearPlant implements Environment {
    private final double[][] a;
    private final double[][] b;
    private final double[] drift;
    private final int horizon;
    private final IntFunction<double[]> starts;

    /** @param starts of rollout i = 0, 1, … of all iterations; the plant is judged from the first ten */
    LinearPlant(double[][] a, double[][] b, double[] drift, int horizon, IntFunction<double[]> starts) {
        this.a = a;
        this.b = b;
        this.drift = drift;
        this.horizon = horizon;
        this.starts = starts;
    }

    @Override
    public EnvironmentSpec spec() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            names.add("x" + i + " [m]");
        }
        return new EnvironmentSpec(horizon, a.length, b[0].length, names);
    }

    @Override
    public Visits collect(int iteration, List<Actor> actors) {
        int n = a.length;
        double[] states = new double[actors.size() * horizon * n];
        int[] times = new int[actors.size() * horizon];
        for (int i = 0; i < actors.size(); i++) {
            double[][] trajectory = run(actors.get(i), starts.apply(iteration * actors.size() + i));
            for (int t = 0; t < horizon; t++) {
                System.arraycopy(trajectory[t], 0, states, (i * horizon + t) * n, n);
                times[i * horizon + t] = t;
            }
        }
        return new Visits(n, n, states, states, times);
    }

    @Override
    public double cost(Actor actor) {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            for (double[] x : run(actor, starts.apply(i))) {
                sum += Arrays.stream(x).map(v -> v * v).sum() / 10;
            }
        }
        return sum;
    }

    private double[][] run(Actor actor, double[] start) {
        double[][] trajectory = new double[horizon + 1][];
        trajectory[0] = start;
        double[] u = new double[b[0].length];
        for (int t = 0; t < horizon; t++) {
            actor.act(trajectory[t], trajectory[t], t, u);
            trajectory[t + 1] = next(trajectory[t], u);
        }
        return trajectory;
    }

    private double[] next(double[] x, double[] u) {
        double[] next = drift.clone();
        for (int i = 0; i < next.length; i++) {
            for (int j = 0; j < x.length; j++) {
                next[i] += a[i][j] * x[j];
            }
            for (int j = 0; j < u.length; j++) {
                next[i] += b[i][j] * u[j];
            }
        }
        return next;
    }
}
