package org.waymark.gps.algorithm;

import java.util.Optional;

/**
 * Guided policy search: trains one global policy from many teachers, each good at its own starts.
 *
 * <p>{@link #iterate} is the algorithm. What differs between variants is a collaborator behind the same lines: who teaches ({@link
 * Teachers}), and what ties teachers and policy together. State goes in, state comes out; the same seed gives the same states, to the
 * last bit, for any number of threads.
 *
 * @param <S> what is carried from iteration to iteration
 * @param <R> what is seen of the plant in one iteration
 * @param <P> how far an iteration has come
 * @param <I> what an iteration did
 */
public final class GuidedPolicySearch<S, R, P, I> implements AutoCloseable {
    private final Teachers<S, R, P, I> teachers;
    private final Phase.Listener phases;

    public GuidedPolicySearch(Teachers<S, R, P, I> teachers, Phase.Listener phases) {
        this.teachers = teachers;
        this.phases = phases;
    }

    /** With linear-Gaussian controllers as teachers, and no one listening to the phases. */
    public static GuidedPolicySearch<State, ?, ?, Iteration> linear(
            Task task, GpsOptions options, long seed, int threads) {
        return linear(task, options, seed, threads, phase -> {});
    }

    /**
     * With linear-Gaussian controllers as teachers.
     *
     * @param threads how many rollouts and clusters are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public static GuidedPolicySearch<State, ?, ?, Iteration> linear(
            Task task, GpsOptions options, long seed, int threads, Phase.Listener phases) {
        AlgorithmOptions.require(threads >= 1, "threads: expected ≥ 1, found " + threads);
        return new GuidedPolicySearch<>(new LinearTeachers(task, options, seed, threads), phases);
    }

    /** The state before the first iteration. */
    public S initialState() {
        return teachers.initialState();
    }

    /** One round: run, fit, improve, distil, couple. */
    public I iterate(S given) {
        // 0 cluster the initial states, before the first round
        phases.begins(Phase.ROLLOUTS);
        S state = teachers.cluster(given);

        // 1 run the teachers, or the global policy, from new starts
        Optional<R> run = teachers.run(state);

        // 2 learn from the rollouts what the teachers need: models of the plant and the cost, or costs to go
        phases.begins(Phase.FIT);
        P progress = run.map(teachers::fit).orElseGet(() -> teachers.breakdown(state));

        for (int inner = 0; inner < teachers.innerIterations(); inner++) {
            Round round = new Round(teachers.iteration(state), inner, inner == teachers.innerIterations() - 1);

            // 3 min E[cost] + coupling, each teacher near what it was or near the global policy
            phases.begins(Phase.IMPROVE);
            progress = teachers.improve(progress, round);

            // 4 supervised training of the global policy
            phases.begins(Phase.DISTIL);
            progress = teachers.distil(progress, round);

            // 5 dual step, or reset
            phases.begins(Phase.COUPLE);
            progress = teachers.couple(progress, round);
        }

        phases.begins(Phase.EVALUATE);
        return teachers.next(progress);
    }

    /** The best policy so far, judged without noise from the evaluation starts. */
    public PolicyEvaluation evaluate(S state) {
        return teachers.evaluate(state);
    }

    @Override
    public void close() {
        teachers.close();
    }
}
