package org.waymark.gps.algorithm;

import java.util.Optional;

/**
 * Those from whom the global policy learns, and what ties them to it: the steps of {@link GuidedPolicySearch#iterate}.
 *
 * @param <S> what is carried from iteration to iteration; immutable
 * @param <R> what is seen of the plant in one iteration
 * @param <P> how far an iteration has come; immutable
 * @param <I> what an iteration did
 */
public interface Teachers<S, R, P, I> extends AutoCloseable {
    /** The state before the first iteration. */
    S initialState();

    /** Iterations done so far. */
    int iteration(S state);

    /** The same state; before the first iteration, with its clusters. */
    S cluster(S state);

    /** The training rollouts of one iteration; empty if the plant broke down in them. */
    Optional<R> run(S state);

    /** What the rollouts show. */
    P fit(R run);

    /** What there is to go on from without rollouts. */
    P breakdown(S state);

    /** How often improve, distil and couple are repeated on the same rollouts. */
    default int innerIterations() {
        return 1;
    }

    /** Makes every teacher better. */
    P improve(P progress, Round round);

    /** Teaches the global policy what the teachers do. */
    P distil(P progress, Round round);

    /** Updates what ties teachers and global policy together. */
    P couple(P progress, Round round);

    /** What came of it, with the next iteration's state. */
    I next(P progress);

    /** The best policy so far, judged without noise from the evaluation starts. */
    PolicyEvaluation evaluate(S state);

    @Override
    void close();
}
