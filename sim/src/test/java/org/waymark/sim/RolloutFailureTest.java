package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

class RolloutFailureTest {
    private static final ControlLaw STILL = (x, o, t, u) -> {
        u[0] = 0;
        u[1] = 0;
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void nonFiniteStatesAreFoundWhereTheyAppear(int at) {
        ObjIntConsumer<double[]> script = (x, t) -> x[1] = t == at ? Double.NaN : t;
        assertThatThrownBy(() -> run(script, 6, STILL))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("simulator state: NaN at cluster 4, rollout 7, t = " + at + ", index 1");
    }

    @Test
    void nonFiniteObservationsAndControlsAreFound() {
        Simulator blind = new Wrapped(ScriptedSimulator.quiet()) {
            @Override
            public void observe(double[] state, double[] observation) {
                observation[0] = state[1] == 2 ? Double.POSITIVE_INFINITY : 0;
            }
        };
        try (RolloutSampler sampler = new RolloutSampler(() -> blind, 1)) {
            assertThatThrownBy(() -> sampler.run(5, List.of(request(STILL))))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessage("simulator observation: Infinity at cluster 4, rollout 7, t = 2, index 0");
        }
        ControlLaw wild = (x, o, t, u) -> u[1] = t == 5 ? Double.NEGATIVE_INFINITY : 0;
        assertThatThrownBy(() -> run((x, t) -> {}, 6, wild))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("control: -Infinity at cluster 4, rollout 7, t = 5, index 1");
    }

    @Test
    void aSimulatorThatIsGoneIsPutUpWithByNobody() {
        ObjIntConsumer<double[]> script = (x, t) -> {
            if (t == 2) {
                throw SimulatorFailedException.gone("crashed", null);
            }
        };
        try (RolloutSampler sampler = new RolloutSampler(() -> new ScriptedSimulator(script), 1, 1)) {
            assertThatThrownBy(() -> sampler.attempt(4, List.of(request(STILL))))
                    .isInstanceOf(SimulatorException.class)
                    .hasMessageContaining("failed 2 times")
                    .hasMessageContaining("crashed")
                    .matches(e -> !((SimulatorException) e).brokeDown());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anAttemptLeavesBreakdownsEmptyAndPassesOtherFailuresOn(int threads) {
        ControlLaw wild = (x, o, t, u) -> u[0] = t == 2 ? 0.5 : 0;
        Supplier<Simulator> fragile = () -> new Wrapped(ScriptedSimulator.quiet()) {
            @Override
            public void step(double[] control, double[] state) {
                if (control[0] == 0.5) {
                    throw new SimulatorFailedException("too much");
                }
                super.step(control, state);
            }
        };
        try (RolloutSampler sampler = new RolloutSampler(fragile, threads)) {
            List<Optional<Rollout>> done = sampler.attempt(4, List.of(request(STILL), request(wild), request(STILL)));
            assertThat(done.stream().map(Optional::isPresent)).containsExactly(true, false, true);
            assertThatThrownBy(() -> sampler.run(4, List.of(request(wild))))
                    .isInstanceOf(SimulatorException.class)
                    .matches(e -> ((SimulatorException) e).brokeDown());
            ControlLaw broken = (x, o, t, u) -> u[0] = Double.NaN;
            assertThatThrownBy(() -> sampler.attempt(4, List.of(request(STILL), request(broken))))
                    .isInstanceOf(NonFiniteException.class);
        }
    }

    @Test
    void whatASimulatorThrowsIsPassedOnWithItsPlace() {
        ObjIntConsumer<double[]> script = (x, t) -> {
            if (t == 3) {
                throw new ArithmeticException("broken gear");
            }
        };
        assertThatThrownBy(() -> run(script, 6, STILL))
                .isInstanceOfSatisfying(SimulatorException.class, e -> {
                    assertThat(e.cluster()).isEqualTo(4);
                    assertThat(e.rollout()).isEqualTo(7);
                    assertThat(e.t()).isEqualTo(2);
                })
                .hasMessage("simulator: step failed at cluster 4, rollout 7, t = 2: "
                        + "java.lang.ArithmeticException: broken gear")
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> run((x, t) -> x[2] = 0, 6, STILL))
                .hasMessageStartingWith("simulator: reset failed at cluster 4, rollout 7, t = 0: ")
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void whatALawThrowsIsPassedOnAsItIs() {
        ControlLaw law = (x, o, t, u) -> {
            throw new UnsupportedOperationException("no");
        };
        assertThatThrownBy(() -> run((x, t) -> {}, 6, law)).isInstanceOf(UnsupportedOperationException.class);
        ControlLaw hungry = (x, o, t, u) -> {
            throw new StackOverflowError();
        };
        assertThatThrownBy(() -> run((x, t) -> {}, 6, hungry)).isInstanceOf(StackOverflowError.class);
        // this exception is the sampler's own way out, but not when somebody else throws it
        ControlLaw cancelling = (x, o, t, u) -> {
            throw new CancellationException("of the law");
        };
        assertThatThrownBy(() -> run((x, t) -> {}, 6, cancelling)).hasMessage("of the law");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theFirstFailureOfTheRequestsIsReported(int threads) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int k = 0; k < 30; k++) {
            int sample = k;
            ControlLaw law = (x, o, t, u) -> {
                // the later ones fail sooner
                u[0] = sample >= 11 && t >= 40 - sample ? Double.NaN : 0;
                u[1] = 0;
            };
            requests.add(RolloutRequest.noiseFree(InitialState.of(0), law, 0, k));
        }
        try (RolloutSampler sampler = new RolloutSampler(ScriptedSimulator::quiet, threads)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                assertThatThrownBy(() -> sampler.run(60, requests))
                        .hasMessage("control: NaN at cluster 0, rollout 11, t = 29, index 0");
            }
            // and the sampler is still good
            assertThat(sampler.run(60, requests.subList(0, 5))).hasSize(5);
        }
    }

    @Test
    void failedRolloutsAreDrawnAgainWithOtherNoise() {
        AtomicInteger left = new AtomicInteger(2);
        ObjIntConsumer<double[]> script = (x, t) -> {
            if (t == 4 && left.getAndDecrement() > 0) {
                throw new SimulatorFailedException("emergency stop");
            }
        };
        RandomStreams streams = new RandomStreams(3);
        RolloutRequest request =
                RolloutRequest.exploring(InitialState.of(1), STILL, 4, 7, ExplorationNoise.white(), 6, 2, streams, 9);
        Rollout rollout = run(script, 6, request, 3);
        assertThat(rollout.noise())
                .isEqualTo(ExplorationNoise.white().draw(6, 2, streams.stream("exploration, attempt 2", 9, 4, 7)))
                .isNotEqualTo(request.noise().orElseThrow());
        assertThat(rollout.states().get(6, 1)).isEqualTo(6);
        left.set(1);
        RolloutRequest replayed = new RolloutRequest(InitialState.of(1), STILL, 4, 7, request.noise());
        assertThat(run(script, 6, replayed, 3).noise())
                .isEqualTo(request.noise().orElseThrow());
        left.set(1);
        assertThat(run(script, 6, request(STILL), 3).controls().firstNonFinite())
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void afterTheStatedNumberOfAttemptsItIsOver(int retries) {
        AtomicInteger attempts = new AtomicInteger();
        ObjIntConsumer<double[]> script = (x, t) -> {
            if (t == 0) {
                attempts.incrementAndGet();
                throw new SimulatorFailedException("not calibrated", new IllegalStateException());
            }
        };
        assertThatThrownBy(() -> run(script, 6, request(STILL), retries))
                .isInstanceOf(SimulatorException.class)
                .hasMessageStartingWith(
                        "simulator: failed " + (retries + 1) + " times, last at cluster 4, rollout 7, t = 0: ")
                .hasMessageEndingWith("SimulatorFailedException: not calibrated")
                .hasCauseInstanceOf(SimulatorFailedException.class);
        assertThat(attempts).hasValue(retries + 1);
    }

    @Test
    @Timeout(20)
    void interruptionWakesSleepingSimulators() throws InterruptedException {
        interrupt(() -> {
            try {
                Thread.sleep(TimeUnit.HOURS.toMillis(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException("woken", e);
            }
        });
    }

    @Test
    @Timeout(20)
    void interruptionStopsRolloutsBetweenTheirSteps() throws InterruptedException {
        // deaf to interruption, 1 ms a step: 100 s in all
        interrupt(() -> {
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
    }

    private static void interrupt(Runnable step) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        AtomicInteger busy = new AtomicInteger();
        ObjIntConsumer<double[]> script = (x, t) -> {
            busy.incrementAndGet();
            started.countDown();
            try {
                step.run();
            } finally {
                busy.decrementAndGet();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        try (RolloutSampler sampler = new RolloutSampler(() -> new ScriptedSimulator(script), 2)) {
            Thread caller = new Thread(() -> {
                try {
                    sampler.run(100_000, List.of(request(STILL), request(STILL), request(STILL)));
                } catch (CancellationException e) {
                    thrown.set(e);
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            started.await();
            caller.interrupt();
            caller.join();
            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(stillInterrupted.get()).isTrue();
            assertThat(busy).hasValue(0);
        }
    }

    private static RolloutRequest request(ControlLaw law) {
        return new RolloutRequest(InitialState.of(0), law, 4, 7, Optional.empty());
    }

    private static Rollout run(ObjIntConsumer<double[]> script, int horizon, ControlLaw law) {
        return run(script, horizon, request(law), 0);
    }

    private static Rollout run(ObjIntConsumer<double[]> script, int horizon, RolloutRequest request, int retries) {
        try (RolloutSampler sampler = new RolloutSampler(() -> new ScriptedSimulator(script), 2, retries)) {
            return sampler.run(horizon, List.of(request)).get(0);
        }
    }

    private static class Wrapped implements Simulator {
        private final Simulator inner;

        Wrapped(Simulator inner) {
            this.inner = inner;
        }

        @Override
        public SimulatorSpec spec() {
            return inner.spec();
        }

        @Override
        public void reset(InitialState start, double[] state) {
            inner.reset(start, state);
        }

        @Override
        public void step(double[] control, double[] state) {
            inner.step(control, state);
        }
    }
}
