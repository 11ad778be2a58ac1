package org.waymark.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.plant.PointMass;

/** Each clause is broken by a simulator that breaks this one alone. */
class SimulatorContractTest {
    private static final List<InitialState> STARTS = List.of(InitialState.of(0, 0), InitialState.of(1, 0.5));
    private static int shared;

    /** A mass on a line; v ← v + Δt u, p ← p + Δt v. */
    private static class Mass implements Simulator {
        final double[] own = new double[2];

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(2, 1, 2, 0.1, new double[] {-1}, new double[] {1});
        }

        @Override
        public void reset(InitialState start, double[] state) {
            System.arraycopy(start.coordinates(), 0, own, 0, 2);
            System.arraycopy(own, 0, state, 0, 2);
        }

        @Override
        public void step(double[] control, double[] state) {
            own[1] += 0.1 * control[0];
            own[0] += 0.1 * own[1];
            System.arraycopy(own, 0, state, 0, 2);
        }
    }

    private static List<Finding> failed(Supplier<Simulator> simulators) {
        return new SimulatorContract(simulators, 30, 3)
                .check(STARTS).stream().filter(finding -> !finding.ok()).toList();
    }

    private static void assertOnly(String check, Supplier<Simulator> simulators, String... words) {
        List<Finding> failed = failed(simulators);
        assertThat(failed).extracting(Finding::check).containsExactly(check);
        assertThat(failed.get(0).detail()).contains(words);
    }

    @Test
    void aGoodSimulatorKeepsIt() {
        List<Finding> findings = new SimulatorContract(Mass::new, 30, 3).check(STARTS);
        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly(
                        "sizes",
                        "finite values",
                        "determinism",
                        "reset",
                        "memory",
                        "starts",
                        "time step",
                        "control bounds",
                        "controls matter");
    }

    @Test
    void numbersThatAreMissingOrNotFinite() {
        assertOnly(
                "finite values",
                () -> new Mass() {
                    @Override
                    public void reset(InitialState start, double[] state) {
                        state[0] = 1;
                    }
                },
                "state[1] is NaN or was not written at start 0, t = 0");
        assertOnly(
                "finite values",
                () -> new Mass() {
                    @Override
                    public void step(double[] control, double[] state) {
                        throw new ArithmeticException("singular");
                    }
                },
                "step failed at start 0, t = 1",
                "singular");
    }

    @Test
    void whatSimulatorsShare() {
        shared = 0;
        assertOnly(
                "determinism",
                () -> new Mass() {
                    private final int number = shared++;

                    @Override
                    public void step(double[] control, double[] state) {
                        own[1] += 1e-9 * number;
                        super.step(control, state);
                    }
                },
                "start 0, t = 1: state[0]",
                "RandomSimulator.reset");
    }

    @Test
    void whatResetForgetsToSet() {
        assertThat(failed(() -> new Mass() {
                    private double wear;

                    @Override
                    public void step(double[] control, double[] state) {
                        wear += 1e-6;
                        own[1] -= wear;
                        super.step(control, state);
                    }
                }))
                .extracting(Finding::check)
                .contains("reset");
    }

    @Test
    void memoryInTheCallersArray() {
        assertThat(failed(() -> new Mass() {
                    @Override
                    public void step(double[] control, double[] state) {
                        state[1] += 0.1 * control[0];
                        state[0] += 0.1 * state[1];
                    }
                }))
                .extracting(Finding::check)
                .containsExactly("memory");
        assertThat(failed(() -> new Mass() {
                    @Override
                    public void step(double[] control, double[] state) {
                        super.step(control, state);
                        control[0] = 0;
                    }
                }))
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("changed the control"));
    }

    @Test
    void startsAndControlsWithoutEffect() {
        assertOnly(
                "starts",
                () -> new Mass() {
                    @Override
                    public void reset(InitialState start, double[] state) {
                        super.reset(InitialState.of(0, 0), state);
                    }
                },
                "starts 0 and 1",
                "options");
        assertOnly(
                "controls matter",
                () -> new Mass() {
                    @Override
                    public void step(double[] control, double[] state) {
                        super.step(new double[1], state);
                    }
                },
                "control[0]: at 0.5 and at 0.0");
    }

    @Test
    void limitsThatItDoesNotStand() {
        assertOnly(
                "control bounds",
                () -> new Mass() {
                    private int held;

                    @Override
                    public void reset(InitialState start, double[] state) {
                        held = 0;
                        super.reset(start, state);
                    }

                    @Override
                    public void step(double[] control, double[] state) {
                        held = control[0] == 1 ? held + 1 : 0;
                        if (held == 10) {
                            throw new IllegalStateException("fuse");
                        }
                        super.step(control, state);
                    }
                },
                "controls held at [1.0], t = 10",
                "fuse");
    }

    /** A point mass with other names or an integrator of its own. */
    private record Renamed(Plant plant, List<String> observationNames, OptionalDouble physicsStep) implements Plant {
        @Override
        public SimulatorSpec spec() {
            return plant.spec();
        }

        @Override
        public Simulator newSimulator() {
            return plant.newSimulator();
        }

        @Override
        public PointMap points() {
            return plant.points();
        }

        @Override
        public List<String> stateNames() {
            return plant.stateNames();
        }
    }

    @Test
    void plantsAreWhatTheySay() {
        List<InitialState> starts = List.of(InitialState.of(0, 0, 1, 2));
        Plant mass = new PointMass();
        List<String> names = mass.stateNames();
        List<String> swapped = List.of(names.get(1), names.get(0), names.get(2), names.get(3));
        List<Finding> findings = SimulatorContract.of(new Renamed(mass, swapped, OptionalDouble.of(0.03)), false, 5, 1)
                .check(starts);
        assertThat(findings)
                .filteredOn(finding -> !finding.ok())
                .satisfiesExactly(
                        finding -> assertThat(finding.detail())
                                .contains("expected a multiple of the integrator's 0.03 s, found 0.05 s"),
                        finding -> assertThat(finding.detail())
                                .contains("observation[0] (position y [m]) at start 0, t = 1"));
        assertThat(SimulatorContract.of(new Renamed(mass, names, OptionalDouble.of(0.01)), false, 5, 1)
                        .check(starts))
                .allMatch(Finding::ok);
    }
}
