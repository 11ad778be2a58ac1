package example;

import java.util.List;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.GpsOptions;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Policy;
import org.waymark.lqr.initial.LqrGuess;
import org.waymark.sim.InitialState;

/** Trains a policy that brings the block home, and lets it do so. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Cost cost = (x, u, t) -> x[0] * x[0] + 0.01 * u[0] * u[0];          // derivatives are taken numerically
        List<InitialState> starts = List.of(InitialState.of(1, 0), InitialState.of(-1, 0));
        List<LinearGaussianController> first = starts.stream()
                .map(s -> LqrGuess.defaults().controller(s.coordinates(), 1, 100, 0.05))
                .toList();
        Task task = new Task(MySimulator::new, 100, List.of(cost), Cluster.each(starts), first, starts,
                rollout -> Math.abs(rollout.states().get(100, 0)) < 0.05);   // success
        try (var search = GuidedPolicySearch.linear(task, GpsOptions.defaults(), 1L, 2)) {
            State state = search.initialState();
            for (int i = 0; i < 12; i++) {
                state = search.iterate(state).state();
            }
            Policy policy = state.best().orElseThrow().policy();             // policy.mean(observation, control)
            drive(policy, starts.get(0));
        }
    }

    private static void drive(Policy policy, InitialState start) {
        MySimulator block = new MySimulator();
        double[] state = new double[2];
        double[] force = new double[1];
        block.reset(start, state);
        for (int t = 0; t < 100; t++) {
            policy.act(state, force);
            block.step(force, state);
        }
        System.out.printf("from %.2f m to %.3f m%n", start.coordinates()[0], state[0]);
        if (Math.abs(state[0]) > 0.1) {
            throw new IllegalStateException("the block was not brought home");
        }
    }
}
