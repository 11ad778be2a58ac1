package org.waymark.lqr.derivative;

import java.util.function.Supplier;
import org.waymark.lqr.BatchDifferentiableModel;
import org.waymark.lqr.Model;

/**
 * Any model, differentiated by central differences: 2(n+m) evaluations for a Jacobian, (n+m)² + (n+m) + 1 for a curvature.
 *
 * <pre>
 *   ∂f/∂y_i ≈ [f(y + h_i e_i) − f(y − h_i e_i)] / 2h_i,   h_i = ε·max(1, |y_i|)
 * </pre>
 *
 * <p>The formulas are those of {@link org.waymark.lqr.FiniteDifferences}. Where a limit of the options stands in the way of y_i ± h_i, the
 * Jacobian is differenced on the other side of y_i, also with an error O(h²), and the curvature about the nearest point that leaves
 * room for both steps. Whatever the model returns goes into the differences, NaN too: solvers check what they read.
 *
 * <p>With several threads, {@link #jacobians} shares out the time steps, {@link #jacobian} the coordinates and {@link #addCurvature} the
 * pairs of coordinates; the bits are the same for any number of threads. For one caller at a time. With one thread nothing is allocated after
 * construction. Close it if it has more than one thread; the models belong to whoever supplied them.
 */
public final class FiniteDifferenceModel implements BatchDifferentiableModel, AutoCloseable {
    private final Differencer[] workers;
    private final WorkerThreads threads;
    private final boolean curvature;
    private final int n;
    private final int m;
    /** [n+m] f(y + h e_i) + f(y − h e_i), weighted. */
    private final double[] both;

    private final Call call = new Call();
    private final WorkerThreads.Item timeStep = this::differenceTimeStep;
    private final WorkerThreads.Item column = this::differenceColumn;
    private final WorkerThreads.Item diagonal = this::differenceDiagonal;
    private final WorkerThreads.Item row = this::differenceRow;

    /** What the workers are working on. */
    private static final class Call {
        double[][] states;
        double[][] controls;
        double[][] results;
        double[] result;
        double[] weights;
        double centre;
        int start;
    }

    private FiniteDifferenceModel(Supplier<? extends Model> models, int threadCount, FiniteDifferenceOptions options) {
        threads = new WorkerThreads(threadCount);
        workers = new Differencer[threadCount];
        for (int i = 0; i < threadCount; i++) {
            Model model = models.get();
            requireSameSize(i, model);
            workers[i] = new Differencer(model, options);
        }
        curvature = options.curvature();
        n = workers[0].stateSize();
        m = workers[0].controlSize();
        both = new double[n + m];
    }

    private void requireSameSize(int i, Model model) {
        if (i > 0 && (model.stateSize() != workers[0].stateSize() || model.controlSize() != workers[0].controlSize())) {
            throw new IllegalArgumentException("models: expected all with " + workers[0].stateSize() + " states and "
                    + workers[0].controlSize() + " controls, found one with " + model.stateSize() + " and "
                    + model.controlSize());
        }
    }

    /** Differences {@code model} in the caller's thread, first derivatives only. */
    public static FiniteDifferenceModel of(Model model) {
        return of(model, FiniteDifferenceOptions.defaults());
    }

    /**
     * Differences {@code model} in the caller's thread.
     *
     * @throws IllegalArgumentException if limits do not fit the model
     */
    public static FiniteDifferenceModel of(Model model, FiniteDifferenceOptions options) {
        return new FiniteDifferenceModel(() -> model, 1, options);
    }

    /**
     * Differences in several threads, each with a model of its own.
     *
     * @param models called {@code threads} times, at once, in the caller's thread; each model computes the same
     * @param threads how many, the caller's included, ≥ 1
     * @throws IllegalArgumentException if models differ in size, or limits do not fit them
     */
    public static FiniteDifferenceModel inParallel(
            Supplier<? extends Model> models, int threads, FiniteDifferenceOptions options) {
        return new FiniteDifferenceModel(models, threads, options);
    }

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
        workers[0].model().next(state, control, t, nextState);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        for (Differencer worker : workers) {
            worker.moveTo(state, control, t);
        }
        call.result = jacobian;
        threads.forEach(n + m, column);
    }

    private void differenceColumn(int worker, int i) {
        workers[worker].column(i, call.result);
    }

    @Override
    public void jacobians(int start, double[][] states, double[][] controls, int horizon, double[][] jacobians) {
        call.start = start;
        call.states = states;
        call.controls = controls;
        call.results = jacobians;
        threads.forEach(horizon, timeStep);
    }

    private void differenceTimeStep(int worker, int t) {
        Differencer differencer = workers[worker];
        differencer.moveTo(call.states[t], call.controls[t], call.start + t);
        for (int i = 0; i < n + m; i++) {
            differencer.column(i, call.results[t]);
        }
    }

    @Override
    public boolean hasCurvature() {
        return curvature;
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        if (!curvature) {
            throw new UnsupportedOperationException("second derivatives by differences: ask for them in the options");
        }
        for (Differencer worker : workers) {
            worker.moveTo(state, control, t);
            worker.makeRoom();
        }
        call.result = hessian;
        call.weights = weights;
        call.centre = workers[0].weightedCentre(weights);
        threads.forEach(n + m, diagonal);
        threads.forEach(n + m, row);
    }

    private void differenceDiagonal(int worker, int i) {
        both[i] = workers[worker].weightedPair(i, call.weights);
        call.result[i * (n + m) + i] += workers[worker].second(i, both[i], call.centre);
    }

    private void differenceRow(int worker, int i) {
        for (int j = 0; j < i; j++) {
            double mixed = workers[worker].mixed(i, j, call.weights, both, call.centre);
            call.result[i * (n + m) + j] += mixed;
            call.result[j * (n + m) + i] += mixed;
        }
    }

    /** Ends the threads; the models stay open. */
    @Override
    public void close() {
        threads.close();
    }
}
