package org.waymark.distillation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

/**
 * Trains one network to do what all the teachers do: the supervised step of guided policy search.
 *
 * <p>min_θ 1/N Σ_n ½ w_n (u*_n − μ_θ(o_n))ᵀ P_n (u*_n − μ_θ(o_n)) + ½ω‖θ‖², that is Σ KL(π_θ ‖ teacher) up to a constant for a fixed
 * covariance (Levine, Finn, Darrell and Abbeel 2016, section 4.2); then the covariance in closed form, Σ = diag(mean_n P_n)⁻¹.
 * Weights are brought to mean 1 and capped; θ are the parameters between whitened observations and whitened controls.
 *
 * <p>Each call goes on from the parameters and the optimiser's memory of the call before. Whitening is that of the first data, but an
 * entry that has drifted far from it is whitened anew; the first and the last layer then change with it, so that the function stays what
 * it was. Differs from the 2017 reference implementation (cbfinn/gps), which never whitens anew, does not whiten controls, and takes
 * steps of constant size.
 *
 * <p>ReLU and tanh networks are trained in plain Java; other activations take their gradients from DL4J, with the same optimiser.
 *
 * <p>Deterministic: the same bits for the same arguments, on one thread. Stateless and thread-safe.
 */
public final class PolicyTrainer {
    /** What there is to say of a network that has seen no data. */
    static final TrainingReport UNTRAINED = new TrainingReport(Double.NaN, Double.NaN, 0, Status.UNTRAINED);

    private final PolicyOptions options;
    private final LayerLayout layout;
    private final StochasticDescent descent;

    /**
     * @param observationSize p, ≥ 1
     * @param controlSize m, ≥ 1
     */
    public PolicyTrainer(PolicyOptions options, int observationSize, int controlSize) {
        if (observationSize < 1 || controlSize < 1) {
            throw new IllegalArgumentException("policy sizes: expected ≥ 1, found " + observationSize
                    + " observations, " + controlSize + " controls");
        }
        this.options = options;
        this.layout = LayerLayout.of(observationSize, options.hidden(), controlSize);
        this.descent = new StochasticDescent(
                options.steps(),
                options.batchSize(),
                options.learningRate(),
                options.finalLearningRate(),
                options.weightDecay());
    }

    /**
     * A random network that has seen no data, with {@code initialVariance} on the diagonal of its covariance.
     *
     * <p>Weights are N(0, 2/in) before rectified units (He et al. 2015) and N(0, 1/in) before others; those of the last layer are a
     * hundredth of that, so that the first controls are small. Biases are zero.
     */
    public TrainedPolicy initial(long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("network", 0, 0, 0);
        double[] parameters = layout.randomParameters(options.activation(), 0.01, random);
        int m = controlSize();
        double[] covariance = new double[m * m];
        for (int j = 0; j < m; j++) {
            covariance[j * m + j] = options.initialVariance();
        }
        NetworkPolicy policy = new NetworkPolicy(
                layout.sizes,
                options.activation(),
                parameters,
                Whitening.identity(observationSize()),
                Whitening.identity(m),
                covariance);
        return new TrainedPolicy(policy, OptimizerState.fresh(layout.parameterCount), UNTRAINED);
    }

    /**
     * Goes on training.
     *
     * @param previous of this trainer's sizes; not modified
     * @param seed of the order in which samples are drawn
     * @throws IllegalArgumentException if sizes disagree
     * @throws NonFiniteException if the loss is NaN or infinite
     */
    public TrainedPolicy train(TrainedPolicy previous, TeachingSet data, long seed) {
        requireSizes(previous.policy(), data);
        double[] weights = Lesson.capWeights(data.weights(), options.maxWeight());
        TrainedPolicy start = rewhitened(previous, data, weights);
        NetworkPolicy before = start.policy();
        Lesson lesson = new Lesson(data, weights, before.observationWhitening(), before.controlWhitening());
        int batch = Math.min(options.batchSize(), data.size());
        double[] parameters = before.parameters();
        double[] covariance = covariance(data);
        try (LossGradient gradient = gradient(batch, data.size())) {
            double lossBefore = finite(gradient.loss(parameters, lesson));
            double objectiveBefore = lossBefore + descent.penalty(parameters);
            OptimizerState optimizer = descent.run(
                    (p, order, from, count, slope) -> finite(gradient.evaluate(p, lesson, order, from, count, slope)),
                    data.size(),
                    start.optimizer(),
                    parameters,
                    seed);
            double lossAfter = finite(gradient.loss(parameters, lesson));
            if (lossAfter + descent.penalty(parameters) > objectiveBefore) {
                TrainingReport report =
                        new TrainingReport(lossBefore, lossBefore, options.steps(), Status.KEPT_PREVIOUS);
                return new TrainedPolicy(before.withCovariance(covariance), start.optimizer(), report);
            }
            TrainingReport report = new TrainingReport(lossBefore, lossAfter, options.steps(), Status.IMPROVED);
            return new TrainedPolicy(policy(before, parameters, covariance), optimizer, report);
        }
    }

    private LossGradient gradient(int batch, int lessonSize) {
        return options.activation().isFused()
                ? new FusedGradient(layout, options.activation(), batch, lessonSize)
                : new Dl4jGradient(layout, options.activation());
    }

    /** The same function on a whitening that suits the new data; on the very first data, whatever function comes of it. */
    private TrainedPolicy rewhitened(TrainedPolicy previous, TeachingSet data, double[] weights) {
        Whitening observations =
                Whitening.of(data.observations(), weights, observationSize(), options.whiteningFloor());
        Whitening controls = Whitening.of(data.targets(), weights, controlSize(), Rewhitening.CONTROL_FLOOR);
        NetworkPolicy p = previous.policy();
        if (previous.report().status() == Status.UNTRAINED) {
            NetworkPolicy fresh = new NetworkPolicy(
                    p.sizes(), p.activation(), p.parameters(), observations, controls, p.covariance());
            return new TrainedPolicy(fresh, previous.optimizer(), previous.report());
        }
        return Rewhitening.apply(
                previous,
                p.observationWhitening().followed(observations),
                p.controlWhitening().followed(controls));
    }

    /** Σ = diag(mean_n P_n + 2ρ)⁻¹. */
    private double[] covariance(TeachingSet data) {
        int m = controlSize();
        double[] covariance = new double[m * m];
        for (int j = 0; j < m; j++) {
            double mean = data.meanPrecision(j) + 2 * options.entropyRegularization();
            if (!(mean > 0)) {
                throw new IllegalArgumentException("precisions: the mean of entry (" + j + ", " + j + ") is " + mean
                        + ", so the policy's variance is not defined");
            }
            covariance[j * m + j] = 1 / mean;
        }
        return covariance;
    }

    private static NetworkPolicy policy(NetworkPolicy like, double[] parameters, double[] covariance) {
        return new NetworkPolicy(
                like.sizes(),
                like.activation(),
                parameters,
                like.observationWhitening(),
                like.controlWhitening(),
                covariance);
    }

    private void requireSizes(NetworkPolicy policy, TeachingSet data) {
        if (!Arrays.equals(policy.sizes(), layout.sizes) || policy.activation() != options.activation()) {
            throw new IllegalArgumentException("previous policy: expected " + Arrays.toString(layout.sizes) + " "
                    + options.activation() + ", found " + Arrays.toString(policy.sizes()) + " " + policy.activation());
        }
        if (data.observationSize() != observationSize() || data.controlSize() != controlSize()) {
            throw new IllegalArgumentException("teaching set: expected " + observationSize() + " observations and "
                    + controlSize() + " controls, found " + data.observationSize() + " and " + data.controlSize());
        }
    }

    private static double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new NonFiniteException("policy training loss", loss, -1, 0);
        }
        return loss;
    }

    private int observationSize() {
        return layout.sizes[0];
    }

    private int controlSize() {
        return layout.sizes[layout.layers()];
    }
}
