package org.waymark.lqr.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.Dual;
import org.waymark.lqr.derivative.DualCost;
import org.waymark.lqr.derivative.DualModel;
import org.waymark.lqr.derivative.DualObjective;
import org.waymark.lqr.derivative.DualRungeKutta4;
import org.waymark.lqr.ilqr.Curvature;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.IterativeLqr;

/** What the README says about trajectory optimisation, word for word. */
class ReadmeExampleTest {
    private static final class Swing implements DualObjective {
        @Override
        public Dual running(Dual[] x, Dual[] u, int t) {
            return x[0].minus(Math.PI)
                    .square()
                    .times(0.05)
                    .plus(x[1].square().times(0.005))
                    .plus(u[0].square().times(0.005));
        }

        @Override
        public Dual terminal(Dual[] x) {
            return x[0].minus(Math.PI).square().times(50).plus(x[1].square().times(5));
        }
    }

    @Test
    void aPendulumSwingsUpWithinItsLimits() {
        var dynamics = new DualRungeKutta4(2, 0.05, (x, u, rate) -> { // θ̈ = u − 0.1 θ̇ − 9.81 sin θ
            rate[0] = x[1];
            rate[1] = u[0].minus(x[1].times(0.1)).minus(x[0].sin().times(9.81));
        });
        Cost cost = new DualCost(2, 1, new Swing());
        var problem = new TrajectoryProblem(new DualModel(2, 1, dynamics), cost, ControlLimits.symmetric(4), 100);
        var solver = new IterativeLqr(problem, IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER));
        IlqrResult result = solver.solve(new double[] {0, 0}, TimeVaryingMatrix.zeros(100, 1, 1));

        assertThat(result.termination().converged()).isTrue();
        // the published optimum of this problem
        assertThat(result.cost()).isCloseTo(31.6584940083, within(1e-6));
    }
}
