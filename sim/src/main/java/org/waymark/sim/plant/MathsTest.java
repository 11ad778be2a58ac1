package org.waymark.sim.plant;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.StartDistribution;

/**
 * A test in mathematics that may be declined (after Levine's lecture on model-based learning): who accepts sees the question, and answers
 * it by one of ten numbers. Who has to choose both actions before the question is seen does best to decline; who may look at the state in
 * between does best to accept.
 *
 * <p>First action: 0 declines, any other accepts. Second action: the answer. ℓ = −1 for the right answer and 1 for a wrong one; to decline
 * is free. The question, a number of 0…9 that is its own answer, is drawn anew in each rollout.
 *
 * <p>State and observation [2]: 0 while the test is offered, 1 with the question on the table, 2 when it is over; the question, −1 as long as
 * nobody has seen it. An initial state has no coordinates.
 */
public final class MathsTest extends DiscretePlant {
    private static final int QUESTIONS = 10;
    private static final double OFFERED = 0;
    private static final double ASKED = 1;
    private static final double OVER = 2;
    private static final double UNSEEN = -1;

    public MathsTest() {
        super(QUESTIONS, List.of("stage [1]", "question [1]"));
    }

    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(random -> InitialState.of());
    }

    @Override
    public Optional<Cost> cost() {
        return Optional.of(new Marks());
    }

    @Override
    public boolean ended(double[] state) {
        return state[0] == OVER;
    }

    @Override
    public RandomSimulator newSimulator() {
        return new Examination();
    }

    private final class Examination implements RandomSimulator {
        private double stage = OFFERED;
        private double question;
        private boolean seen;

        @Override
        public SimulatorSpec spec() {
            return MathsTest.this.spec();
        }

        @Override
        public void reset(InitialState start, RandomGenerator random, double[] state) {
            int given = start.coordinates().length;
            if (given != 0) {
                throw new IllegalArgumentException("initial state: coordinates: expected 0 numbers, found " + given);
            }
            stage = OFFERED;
            seen = false;
            question = random.nextInt(QUESTIONS);
            write(state);
        }

        @Override
        public void step(double[] control, double[] state) {
            stage = stage == OFFERED && action(control) > 0 ? ASKED : OVER;
            seen |= stage == ASKED;
            write(state);
        }

        private void write(double[] state) {
            state[0] = stage;
            state[1] = seen ? question : UNSEEN;
        }
    }

    private final class Marks implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return x[0] != ASKED ? 0 : action(u) == x[1] ? -1 : 1;
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
        }
    }
}
