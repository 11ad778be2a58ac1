package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.plant.SevenJointArm;

class RolloutSamplerTest {
    /** u = (−0.3a + t/10, 0.2), L = [0.5 0; 0.4 0.3]. */
    private static final ControlLaw LAW = new ControlLaw() {
        @Override
        public void mean(double[] state, double[] observation, int t, double[] control) {
            control[0] = -0.3 * observation[0] + 0.1 * t;
            control[1] = 0.2;
        }

        @Override
        public void choleskyLower(int t, double[] factor) {
            factor[0] = 0.5;
            factor[1] = Double.NaN; // above the diagonal: not to be read
            factor[2] = 0.4;
            factor[3] = 0.3;
        }
    };

    private static final RandomStreams STREAMS = new RandomStreams(11);

    @Test
    void rolloutsAreWhatTheDefinitionSays() {
        int horizon = 30;
        RolloutRequest request = RolloutRequest.exploring(
                InitialState.of(4), LAW, 2, 3, ExplorationNoise.white(), horizon, 2, STREAMS, 5);
        Rollout rollout = run(ScriptedSimulator.quiet(), horizon, request);
        assertThat(rollout.noise())
                .isEqualTo(ExplorationNoise.white().draw(horizon, 2, STREAMS.stream("exploration", 5, 2, 3)));
        double a = 4;
        int clipped = 0;
        for (int t = 0; t < horizon; t++) {
            assertThat(rollout.states().step(t)).containsExactly(a, t);
            assertThat(rollout.observations().step(t)).containsExactly(a);
            double wanted0 = -0.3 * a + 0.1 * t + 0.5 * rollout.noise().get(t, 0);
            double wanted1 = 0.2
                    + 0.4 * rollout.noise().get(t, 0)
                    + 0.3 * rollout.noise().get(t, 1);
            double u0 = Math.max(-1, Math.min(2, wanted0));
            double u1 = Math.min(0.5, wanted1);
            clipped += (wanted0 == u0 ? 0 : 1) + (wanted1 == u1 ? 0 : 1);
            assertThat(rollout.controls().step(t)).containsExactly(new double[] {u0, u1}, within(1e-15));
            a += rollout.controls().get(t, 0) - 0.5 * rollout.controls().get(t, 1);
        }
        assertThat(rollout.states().step(horizon)).containsExactly(a, horizon);
        assertThat(rollout.clipped()).isEqualTo(clipped).isBetween(5, 2 * horizon - 5);
    }

    @Test
    void withoutNoiseTheMeanIsApplied() {
        ControlLaw law = (x, o, t, u) -> {
            u[0] = 0.25;
            u[1] = -t;
        };
        Rollout rollout = run(ScriptedSimulator.quiet(), 4, RolloutRequest.noiseFree(InitialState.of(0), law, 0, 0));
        assertThat(rollout.noise()).isEqualTo(TimeVaryingMatrix.zeros(4, 2, 1));
        assertThat(rollout.controls().toArray()).containsExactly(0.25, 0, 0.25, -1, 0.25, -2, 0.25, -3);
        assertThat(rollout.clipped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void sameBitsForAnyNumberOfThreads(int threads) {
        SevenJointArm arm = new SevenJointArm();
        List<RolloutRequest> requests = new ArrayList<>();
        ControlLaw law = ControlLaw.of(ArmLaws.random(20));
        for (int k = 0; k < 12; k++) {
            requests.add(RolloutRequest.exploring(
                    SevenJointArm.nominalStart(), law, k / 4, k % 4, ExplorationNoise.defaults(), 20, 7, STREAMS, 0));
        }
        try (RolloutSampler one = new RolloutSampler(arm::newSimulator, 1);
                RolloutSampler many = new RolloutSampler(arm::newSimulator, threads)) {
            List<Rollout> expected = one.run(20, requests);
            assertThat(many.run(20, requests)).isEqualTo(expected);
            // a used sampler gives the same bits as a new one
            assertThat(many.run(20, requests)).isEqualTo(expected);
            assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
        }
    }

    @Test
    void resultsComeInTheOrderOfTheRequests() {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            requests.add(RolloutRequest.noiseFree(InitialState.of(k), (x, o, t, u) -> {}, 0, k));
        }
        try (RolloutSampler sampler = new RolloutSampler(ScriptedSimulator::quiet, 3)) {
            List<Rollout> rollouts = sampler.run(2, requests);
            for (int k = 0; k < 40; k++) {
                assertThat(rollouts.get(k).states().get(0, 0)).isEqualTo(k);
            }
            assertThat(sampler.run(2, List.of())).isEmpty();
        }
    }

    @Test
    void oneSimulatorPerThreadMadeWhenNeededAndClosed() {
        List<ScriptedSimulator> made = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        RolloutSampler sampler = new RolloutSampler(
                () -> {
                    ScriptedSimulator simulator = new ScriptedSimulator((x, t) -> threads.add(Thread.currentThread()));
                    made.add(simulator);
                    return simulator;
                },
                3);
        assertThat(made).isEmpty();
        assertThat(sampler.spec()).isSameAs(ScriptedSimulator.SPEC);
        assertThat(made).hasSize(1);
        RolloutRequest request = quietRequest();
        sampler.run(3, List.of(request));
        assertThat(made).hasSize(1);
        sampler.run(3, List.of(request, request, request, request, request));
        assertThat(made).hasSize(3).noneMatch(simulator -> simulator.closed);
        assertThat(threads)
                .allMatch(thread -> thread.isDaemon() && thread.getName().startsWith("waymark-rollouts-"));
        sampler.close();
        sampler.close();
        assertThat(made).allMatch(simulator -> simulator.closed);
        assertThatThrownBy(() -> sampler.run(3, List.of(request)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("rollout sampler: already closed");
    }

    @Test
    void aTimeStepAllocatesNothing() {
        RolloutWorker worker = new RolloutWorker(ScriptedSimulator.quiet(), ScriptedSimulator.SPEC);
        long brief = allocated(worker, 1000);
        long longer = allocated(worker, 3000);
        // per step: the state 2, the control 2 and the observation 1 in the rollout, 8 bytes each; half a step's worth
        // of slack
        assertThat(longer - brief).isLessThan(2000 * (8 * 5 + 8));
    }

    private static long allocated(RolloutWorker worker, int horizon) {
        RolloutRequest request = new RolloutRequest(
                InitialState.of(1),
                LAW,
                0,
                0,
                Optional.of(ExplorationNoise.white().draw(horizon, 2, STREAMS.stream("test", 0, 0, 0))));
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int k = 0; k < 5; k++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            worker.run(horizon, request, 0, () -> false);
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return least;
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (RolloutSampler sampler = new RolloutSampler(ScriptedSimulator::quiet, 2)) {
            assertThatThrownBy(() -> sampler.run(0, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("horizon: expected ≥ 1, found 0");
            TimeVaryingMatrix noise = TimeVaryingMatrix.zeros(5, 2, 1);
            RolloutRequest request = new RolloutRequest(InitialState.of(1), LAW, 0, 0, Optional.of(noise));
            assertThatThrownBy(() -> sampler.run(4, List.of(request)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("exploration noise: expected 4 steps of 2×1, found 5 of 2×1");
            RolloutRequest arm = RolloutRequest.noiseFree(InitialState.of(1), ControlLaw.of(ArmLaws.random(5)), 0, 0);
            assertThatThrownBy(() -> sampler.run(5, List.of(arm)))
                    .hasMessage("controller: state size: expected 2, found 20");
        }
        assertThatThrownBy(() -> new RolloutSampler(ScriptedSimulator::quiet, 0))
                .hasMessage("threads: expected ≥ 1, found 0");
        assertThatThrownBy(() -> new RolloutSampler(ScriptedSimulator::quiet, 1, -1))
                .hasMessage("retries: expected ≥ 0, found -1");
        try (RolloutSampler sampler = new RolloutSampler(() -> null, 1)) {
            assertThatThrownBy(sampler::spec).hasMessage("simulators: supplied null");
        }
    }

    @Test
    void simulatorsHaveToBeAlike() {
        List<Simulator> supply =
                new ArrayList<>(List.of(new SevenJointArm().newSimulator(), ScriptedSimulator.quiet()));
        try (RolloutSampler sampler = new RolloutSampler(() -> supply.remove(0), 2)) {
            RolloutRequest request = quietRequest();
            assertThatThrownBy(() -> sampler.run(2, List.of(request, request)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "simulators: expected the same spec every time, found 20 states, 7 controls")
                    .hasMessageContaining("; then 2 states, 2 controls within [-1.0, -Infinity] and [2.0, 0.5]");
        }
    }

    static RolloutRequest quietRequest() {
        return RolloutRequest.noiseFree(InitialState.of(1), LAW, 0, 0);
    }

    private static Rollout run(Simulator simulator, int horizon, RolloutRequest request) {
        try (RolloutSampler sampler = new RolloutSampler(() -> simulator, 1)) {
            return sampler.run(horizon, List.of(request)).get(0);
        }
    }
}
