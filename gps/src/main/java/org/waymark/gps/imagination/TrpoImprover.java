package org.waymark.gps.imagination;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.PolicyOptions;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.RealData;
import org.waymark.gps.trpo.Experience;
import org.waymark.gps.trpo.Trpo;
import org.waymark.gps.trpo.TrpoOptions;
import org.waymark.gps.trpo.TrpoUpdate;
import org.waymark.gps.trpo.ValueFunction;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/**
 * Trust region policy optimisation on whole rollouts in an ensemble, with a random member at each step (Kurutach, Clavera, Duan, Tamar and
 * Abbeel 2018, ME-TRPO).
 *
 * <p>Every so many steps each member is asked, alone, what the policy costs in its own rollouts: from the same starts and with the same
 * noise as the last time. If fewer than a given fraction of them find it cheaper than then, the inner loop ends, with the policy that
 * they last agreed upon.
 *
 * <p>Differs from the paper: members are probabilistic, and rollouts draw from them; the value function is a network; the policy and its
 * value network go back to where they were at the last check that was passed.
 */
public final class TrpoImprover implements PolicyImprover {
    /** What its metrics mean, beside those that all improvers have. */
    public static final List<MetricRow> METRICS = List.of(
            MetricRow.of(
                    "imagined/improving",
                    "fraction",
                    "with me-trpo, members that found the policy cheaper at the last check"),
            MetricRow.of(
                    "imagined/kl",
                    "nats",
                    "with me-trpo, divergence of the old policy from the new, mean over the visited states and the steps"));

    private static final double LEAST_DEVIATION = 0.02;

    private final ImaginedTrpoOptions options;
    private final TrpoOptions trpoOptions;
    private final PolicyOptions policyOptions;
    private final int horizon;
    private final RandomStreams streams;
    private final int threads;

    /**
     * @param horizon T of the task
     * @param threads how many blocks of samples are worked on at a time; changes no result
     */
    public TrpoImprover(
            ImaginedTrpoOptions options, TrpoOptions trpo, PolicyOptions policy, int horizon, long seed, int threads) {
        this.options = options;
        this.trpoOptions = trpo;
        this.policyOptions = policy;
        this.horizon = horizon;
        this.streams = new RandomStreams(seed);
        this.threads = threads;
    }

    @Override
    public Student first(SimulatorSpec spec, Whitening observations) {
        ValueFunction values = new ValueFunction(trpoOptions.value(), spec.observationSize());
        return new Student(
                FirstPolicy.of(
                        spec,
                        policyOptions,
                        observations,
                        0,
                        options.deviation(),
                        false,
                        streams.stream("first policy", 0, 0, 0)),
                Optional.of(values.initial(streams.derive("value network", 0, 0, 0))),
                Optional.empty());
    }

    /** Why the inner loop ended. */
    private enum Ending {
        UPDATES_SPENT,
        MEMBERS_DISAGREE
    }

    @Override
    public Improvement improve(Student student, ImaginedPlant plant, List<Episode> real, int iteration) {
        SimulatorSpec spec = plant.task().spec();
        try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, options.rollouts(), horizon);
                MemberJudges judges =
                        new MemberJudges(plant, real, options.checkStarts(), horizon, streams, iteration);
                Trpo trpo = new Trpo(
                        trpoOptions,
                        new ValueFunction(trpoOptions.value(), spec.observationSize()),
                        leastDeviations(spec),
                        threads)) {
            return new Loop(rollouts, judges, trpo, real, iteration).run(student);
        }
    }

    private static double[] leastDeviations(SimulatorSpec spec) {
        double[] least = new double[spec.controlSize()];
        Arrays.setAll(least, j -> LEAST_DEVIATION * (spec.controlUpper()[j] - spec.controlLower()[j]));
        return least;
    }

    /** The inner loop of one iteration. */
    private final class Loop {
        private final ImaginedRollouts rollouts;
        private final MemberJudges judges;
        private final Trpo trpo;
        private final List<Episode> real;
        private final int iteration;
        private NetworkPolicy policy;
        private TrainedPolicy value;
        private double kl;
        private double improving = Double.NaN;

        Loop(ImaginedRollouts rollouts, MemberJudges judges, Trpo trpo, List<Episode> real, int iteration) {
            this.rollouts = rollouts;
            this.judges = judges;
            this.trpo = trpo;
            this.real = real;
            this.iteration = iteration;
        }

        Improvement run(Student student) {
            policy = student.policy();
            value = student.value().orElseThrow();
            Student agreed = student;
            double[] before = judges.costs(policy);
            double first = mean(before);
            Ending ending = Ending.UPDATES_SPENT;
            int updates = 0;
            while (updates < options.updates() && ending == Ending.UPDATES_SPENT) {
                step(updates++);
                if (updates % options.checkEvery() == 0 || updates == options.updates()) {
                    double[] after = judges.costs(policy);
                    improving = MemberJudges.improving(before, after);
                    if (improving < options.improving()) {
                        ending = Ending.MEMBERS_DISAGREE;
                    } else {
                        agreed = new Student(policy, Optional.of(value), Optional.empty());
                        before = after;
                    }
                }
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("imagined/updates", (double) updates);
            metrics.put("imagined/costBefore", first);
            metrics.put("imagined/costAfter", mean(before));
            metrics.put("imagined/improving", improving);
            metrics.put("imagined/kl", kl / updates);
            return new Improvement(agreed, metrics, Metrics.key(ending));
        }

        private void step(int update) {
            RandomGenerator random = streams.stream("imagined rollouts", iteration, 0, update);
            rollouts.run(policy, RealData.drawStarts(real, rollouts.batch(), random), true, random);
            TrpoUpdate done = trpo.update(
                    policy,
                    value,
                    new Experience(rollouts.rollouts(), rollouts.costs()),
                    List.of(),
                    0,
                    streams.derive("value training", iteration, 0, update));
            policy = done.policy();
            value = done.value();
            kl += done.kl();
        }

        private double mean(double[] costs) {
            return Arrays.stream(costs).average().orElseThrow();
        }
    }

    @Override
    public void close() {}
}
