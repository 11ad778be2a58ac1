package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;

/** The problems here and those that Ipopt solved are the same. */
class ConstrainedTaskTest {
    static List<ConstrainedTask> tasks() {
        return List.of(ConstrainedTask.car(), ConstrainedTask.cartPole(), ConstrainedTask.quadrotor());
    }

    /** The controls of the reference, run through the model here, cost what the reference says and keep the constraints. */
    @ParameterizedTest
    @MethodSource("tasks")
    void theReferencesControlsCostTheSameHere(ConstrainedTask task) {
        TimeVaryingMatrix controls = task.reference().timeVarying("controls");
        TrajectoryProblem trajectory = task.problem().trajectory();
        double[] states = new double[(trajectory.horizon() + 1) * trajectory.stateSize()];
        double[] x = task.start().clone();
        double[] next = new double[x.length];
        double[] u = new double[trajectory.controlSize()];
        double cost = 0;
        for (int t = 0; t < trajectory.horizon(); t++) {
            System.arraycopy(x, 0, states, t * x.length, x.length);
            controls.read(t, u);
            cost += trajectory.cost().running(x, u, t);
            trajectory.model().next(x, u, t, next);
            System.arraycopy(next, 0, x, 0, x.length);
        }
        System.arraycopy(x, 0, states, trajectory.horizon() * x.length, x.length);
        cost += trajectory.cost().terminal(x);
        assertThat(cost).isCloseTo(task.reference().number("cost"), within(1e-9 * cost));

        ConstraintValues values = new ConstraintValues(task.problem());
        values.evaluate(TimeVaryingMatrix.ofVectors(trajectory.horizon() + 1, x.length, states), controls);
        // the swing-up enlarges rounding errors of the controls
        assertThat(values.worst()).allSatisfy(worst -> assertThat(worst.value()).isLessThan(1e-8));
    }
}
