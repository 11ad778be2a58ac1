package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Model;
import org.waymark.sim.InitialState;
import org.waymark.sim.mechanism.ArticulatedBody;
import org.waymark.sim.mechanism.ChainEnergy;
import org.waymark.sim.mechanism.Link;
import org.waymark.sim.mechanism.SerialChain;

/** What integrators do to energy: nothing creates it, only friction consumes it. */
class EnergyTest {
    @Test
    void cartPoleKeepsItsEnergy() {
        // T + V of a 1 kg cart and a 0.2 kg mass at (p + ½ sin θ, −½ cos θ)
        ToDoubleFunction<double[]> energy = x -> {
            double vx = x[2] + 0.5 * x[3] * Math.cos(x[1]);
            double vy = 0.5 * x[3] * Math.sin(x[1]);
            return 0.5 * x[2] * x[2] + 0.1 * (vx * vx + vy * vy) - 0.2 * 9.81 * 0.5 * Math.cos(x[1]);
        };
        ModelSimulator simulator = new CartPole().newSimulator();
        double[] x = new double[4];
        simulator.reset(InitialState.of(0, 2.5, 0.3, 0), x);
        double before = energy.applyAsDouble(x);
        for (int t = 0; t < 200; t++) {
            simulator.step(new double[1], x);
        }
        // global error of fourth order: (ω h)⁴ ~ (4.5·0.05)⁴/120 a radian, over some 30 radians, of about 2 J
        assertThat(energy.applyAsDouble(x)).isCloseTo(before, within(2e-3));
    }

    @Test
    void pushedCartPoleGainsWhatThePushGives() {
        // in one step of 0.05 s: ΔE = u Δp, to the fifth order of the step
        double[] x = {0.1, 2, 0.4, -1};
        double[] next = new double[4];
        ToDoubleFunction<double[]> energy = y -> {
            double vx = y[2] + 0.5 * y[3] * Math.cos(y[1]);
            double vy = 0.5 * y[3] * Math.sin(y[1]);
            return 0.5 * y[2] * y[2] + 0.1 * (vx * vx + vy * vy) - 0.2 * 9.81 * 0.5 * Math.cos(y[1]);
        };
        new CartPole().newSimulator().next(x, new double[] {3}, 0, next);
        assertThat(energy.applyAsDouble(next) - energy.applyAsDouble(x)).isCloseTo(3 * (next[0] - x[0]), within(1e-4));
    }

    @Test
    void pendulumLosesWhatFrictionTakes() {
        Model model = new Pendulum().newSimulator();
        double[] x = {3, 0};
        double[] next = new double[2];
        double friction = 0;
        for (int t = 0; t < 100; t++) {
            model.next(x, new double[1], t, next);
            // ∫ 0.1 θ̇² dt by the trapezoidal rule
            friction += 0.05 * 0.05 * (x[1] * x[1] + next[1] * next[1]);
            x = next.clone();
        }
        double energy = 0.5 * x[1] * x[1] - 9.81 * Math.cos(x[0]);
        // the rule errs by h²/12 of the curvature of θ̇² ~ 2·g²·0.1: 4e-4·5 s ~ a few 1e-3
        assertThat(energy + friction).isCloseTo(-9.81 * Math.cos(3), within(2e-2));
        assertThat(friction).isGreaterThan(1);
    }

    @Test
    void frictionlessArmKeepsItsEnergyToFourthOrder() {
        SerialChain chain = frictionless(new SevenJointArm().withGravity(9.81).chain());
        double coarse = drift(chain, 0.025);
        double fine = drift(chain, 0.0125);
        // it falls from the nominal pose for 2 s, exchanging some 50 J
        assertThat(coarse).isLessThan(2e-3);
        assertThat(fine).isLessThan(coarse / 12);
    }

    private static double drift(SerialChain chain, double h) {
        ChainEnergy energy = new ChainEnergy(chain);
        ArticulatedBody body = new ArticulatedBody(chain);
        RungeKutta4 integrator = new RungeKutta4(14, (y, u, rate) -> {
            System.arraycopy(y, 7, rate, 0, 7);
            body.accelerations(y, u, rate, 7);
        });
        double[] x = SevenJointArm.nominalStart().coordinates();
        double before = energy.total(x);
        double worst = 0;
        for (double t = 0; t < 2 - h / 2; t += h) {
            integrator.step(x, new double[7], h);
            worst = Math.max(worst, Math.abs(energy.total(x) - before));
        }
        assertThat(energy.kinetic(x)).isGreaterThan(1);
        return worst;
    }

    @Test
    void driftingArmComesToRest() {
        ModelSimulator simulator = new SevenJointArm().newSimulator();
        ChainEnergy energy = new ChainEnergy(new SevenJointArm().chain());
        double[] start = SevenJointArm.nominalStart().coordinates();
        for (int i = 7; i < 14; i++) {
            start[i] = i % 2 == 0 ? 2 : -2;
        }
        double[] x = new double[20];
        simulator.reset(InitialState.of(start), x);
        double last = energy.kinetic(x);
        for (int t = 0; t < 100; t++) {
            simulator.step(new double[7], x);
            assertThat(energy.kinetic(x)).isLessThan(last);
            last = energy.kinetic(x);
        }
        assertThat(last).isLessThan(1e-3);
    }

    static SerialChain frictionless(SerialChain chain) {
        List<Link> links = new ArrayList<>();
        chain.links().forEach(link -> links.add(link.withDamping(0)));
        return new SerialChain(links, chain.tip(), chain.gravity());
    }
}
