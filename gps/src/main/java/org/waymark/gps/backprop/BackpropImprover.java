package org.waymark.gps.backprop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Adam;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.PolicyOptions;
import org.waymark.distillation.Whitening;
import org.waymark.gps.imagination.FirstPolicy;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.gps.imagination.Improvement;
import org.waymark.gps.imagination.PolicyImprover;
import org.waymark.gps.imagination.Student;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.RealData;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/**
 * Stochastic gradient descent on the cost of imagined rollouts, with the {@link PathwiseGradient} and Adam.
 *
 * <p>A gradient longer than the clip is shortened to it; one that is not finite is passed over, and counted.
 */
public final class BackpropImprover implements PolicyImprover {
    /** What its metrics mean, beside those that all improvers have. */
    public static final List<MetricRow> METRICS = List.of(
            MetricRow.of(
                    "imagined/gradientNorm",
                    "cost",
                    "with backprop, norm of the gradient in the network's parameters, before clipping, mean over steps"),
            MetricRow.of("imagined/gradientsClipped", "fraction", "with backprop, gradients that were shortened"),
            MetricRow.count(
                    "imagined/gradientsLost",
                    "steps",
                    "with backprop, gradients that were not finite, and passed over"));

    private final BackpropOptions options;
    private final PolicyOptions policyOptions;
    private final int horizon;
    private final RandomStreams streams;

    /** @param horizon T of the task */
    public BackpropImprover(BackpropOptions options, PolicyOptions policy, int horizon, long seed) {
        this.options = options;
        this.policyOptions = policy;
        this.horizon = options.horizon() == 0 ? horizon : Math.min(horizon, options.horizon());
        this.streams = new RandomStreams(seed);
    }

    @Override
    public Student first(SimulatorSpec spec, Whitening observations) {
        NetworkPolicy policy = FirstPolicy.of(
                spec,
                policyOptions,
                observations,
                0,
                options.deviation(),
                true,
                streams.stream("first policy", 0, 0, 0));
        return new Student(policy, Optional.empty(), Optional.of(OptimizerState.fresh(policy.parameters().length)));
    }

    @Override
    public Improvement improve(Student student, ImaginedPlant plant, List<Episode> real, int iteration) {
        try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, options.rollouts(), horizon);
                PathwiseGradient pathwise = new PathwiseGradient(rollouts, student.policy(), options.truncation())) {
            return new Descent(student, rollouts, pathwise).run(real, iteration);
        }
    }

    /** The descent of one iteration. */
    private final class Descent {
        private final NetworkPolicy like;
        private final ImaginedRollouts rollouts;
        private final PathwiseGradient pathwise;
        private final Adam adam;
        private final double[] parameters;
        private final double[] gradient;
        private double norms;
        private int clipped;
        private int lost;

        Descent(Student student, ImaginedRollouts rollouts, PathwiseGradient pathwise) {
            this.like = student.policy();
            this.rollouts = rollouts;
            this.pathwise = pathwise;
            adam = new Adam(student.optimizer().orElseThrow());
            parameters = like.parameters();
            gradient = new double[parameters.length];
        }

        Improvement run(List<Episode> real, int iteration) {
            double before = Double.NaN;
            for (int update = 0; update < options.updates(); update++) {
                RandomGenerator random = streams.stream("imagined rollouts", iteration, 0, update);
                rollouts.run(policy(), RealData.drawStarts(real, rollouts.batch(), random), true, random);
                before = update == 0 ? rollouts.meanCost() : before;
                pathwise.evaluate(parameters, gradient);
                descend();
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("imagined/updates", (double) options.updates());
            metrics.put("imagined/costBefore", before);
            metrics.put("imagined/costAfter", rollouts.meanCost());
            metrics.put("imagined/gradientNorm", norms / (options.updates() - lost));
            metrics.put("imagined/gradientsClipped", (double) clipped / options.updates());
            metrics.put("imagined/gradientsLost", (double) lost);
            return new Improvement(
                    new Student(policy(), Optional.empty(), Optional.of(adam.state())),
                    metrics,
                    lost == 0 ? "updatesSpent" : "gradientsLost");
        }

        private void descend() {
            double norm = norm(gradient);
            if (!Double.isFinite(norm)) {
                lost++;
                return;
            }
            norms += norm;
            if (options.clip() > 0 && norm > options.clip()) {
                clipped++;
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= options.clip() / norm;
                }
            }
            adam.step(parameters, gradient, options.learningRate(), 0);
        }

        private NetworkPolicy policy() {
            return new NetworkPolicy(
                    like.sizes(),
                    like.activation(),
                    parameters,
                    like.observationWhitening(),
                    like.controlWhitening(),
                    like.covariance(),
                    like.isSquashed());
        }
    }

    /** ‖g‖; infinite or NaN if an entry is. */
    static double norm(double[] gradient) {
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        return Math.sqrt(sum);
    }

    @Override
    public void close() {}
}
