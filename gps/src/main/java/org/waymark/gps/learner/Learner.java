package org.waymark.gps.learner;

import java.util.Optional;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.sim.ControlLaw;

/**
 * Learns a policy from real steps: state in, state out.
 *
 * <p>A state is immutable and holds all that a learner carries from iteration to iteration. Iterating from the same state gives the same
 * next state and the same metrics, to the last bit, however many threads there are and whether or not the state was written down and
 * read back in between.
 *
 * @param <S> the state
 */
public interface Learner<S> extends AutoCloseable {
    /** The state before the first iteration. */
    S initialState();

    /**
     * One iteration.
     *
     * @throws RuntimeException what the simulator or the cost threw; the state given is still good
     */
    Step<S> iterate(S state);

    /** What a state amounts to. */
    Standing standing(S state);

    /** The best policy of a state as something that acts, without noise, also after {@link #close}; empty if there is none. */
    Optional<ControlLaw> law(S state);

    /** The best policy of a state that has one, judged without noise from the evaluation starts. */
    PolicyEvaluation evaluate(S state);

    /** How states are written down. */
    StateFormat<S> format();

    @Override
    void close();
}
