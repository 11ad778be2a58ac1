package org.waymark.dynamics.learned;

import java.util.Arrays;
import java.util.function.Consumer;
import org.waymark.distillation.Activation;

/**
 * The model of the plant that is learned, and how it is trained.
 *
 * @param kind what the model is: an ensemble of networks, one network, Bayesian linear regression or a Gaussian process
 * @param members networks of an ensemble, ≥ 1; other kinds have one member
 * @param elites how many of them predict, those with the smallest loss on the data held out, from 1 to members
 * @param hidden units in each hidden layer of a network; empty for linear ones
 * @param activation of the hidden layers
 * @param noise what a member of an ensemble says of its own error: a variance that depends on state and control, or none
 * @param target what is predicted: the difference x′ − x or the next state x′ itself; of angles it is the difference always
 * @param normalizeTargets whether networks are trained on whitened targets; other kinds always are
 * @param angles indices of states that are angles: they enter as sine and cosine
 * @param cost whether the cost of a step is predicted, too
 * @param bootstrap whether each member is trained on its own draw, with replacement, of the training data
 * @param holdOut fraction of the transitions that is held out to stop the training of networks and to choose elites, in [0, 0.9]
 * @param holdOutError what is meant by the error on these
 * @param patience epochs in a row without a gain of one per cent on the data held out, after which a network stops, ≥ 1
 * @param epochs passes over the training data at most, ≥ 1
 * @param batchSize transitions in one step of Adam, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, > 0
 * @param annealings how often a network goes on from its best parameters with a third of the learning rate, instead of stopping, when
 *     patience runs out, ≥ 0; only with data held out
 * @param weightDecay ω of each layer of a network in the penalty ½ω‖W‖², from the input on, ≥ 0; the last number is that of
 *     the last layer and of layers beyond
 * @param warmStart whether the training of networks goes on from those of the previous fit
 * @param ridge precision of the weights of the Bayesian linear regression, between whitened quantities, before any data, > 0
 * @param points transitions at most of a Gaussian process, drawn from all, ≥ 2
 */
public record ModelOptions(
        Kind kind,
        int members,
        int elites,
        int[] hidden,
        Activation activation,
        Noise noise,
        Target target,
        boolean normalizeTargets,
        int[] angles,
        boolean cost,
        boolean bootstrap,
        double holdOut,
        HoldOutError holdOutError,
        int patience,
        int epochs,
        int batchSize,
        double learningRate,
        int annealings,
        double[] weightDecay,
        boolean warmStart,
        double ridge,
        int points) {
    /** What a model is. */
    public enum Kind {
        /** Several networks. */
        ENSEMBLE,
        /** One network without noise. */
        NETWORK,
        /** Linear in [x; u; 1], with the posterior of its weights. */
        BAYESIAN_LINEAR,
        /** One Gaussian process for each output. */
        GAUSSIAN_PROCESS
    }

    /** An error over many transitions; that of one is the mean square of its outputs' errors, in units of their variances. */
    public enum HoldOutError {
        /** Its mean. */
        MEAN_SQUARE,
        /** The mean of its root, which a few transitions that cannot be learned, such as impacts, do not rule. */
        MEAN_DISTANCE
    }

    /** What a network says of its own error. */
    public enum Noise {
        /** A variance for every state and control. */
        LEARNED,
        /** Nothing: its squared error is minimised. */
        NONE
    }

    /** What is predicted. */
    public enum Target {
        /** x′ − x. */
        DIFFERENCE,
        /** x′. */
        NEXT_STATE
    }

    private static final String PATH = "model.";

    public ModelOptions {
        requireGiven("kind", kind, Kind.values());
        requireAtLeast("members", members, 1);
        require(elites >= 1 && elites <= members, "elites", "from 1 to members, " + members, elites);
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            requireAtLeast("hidden[" + i + "]", hidden[i], 1);
        }
        requireGiven("activation", activation, Activation.values());
        requireGiven("noise", noise, Noise.values());
        requireGiven("target", target, Target.values());
        requireGiven("holdOutError", holdOutError, HoldOutError.values());
        angles = angles.clone();
        for (int i = 0; i < angles.length; i++) {
            requireAtLeast("angles[" + i + "]", angles[i], 0);
        }
        require(Arrays.stream(angles).distinct().count() == angles.length, "angles", "each index once", angles);
        require(holdOut >= 0 && holdOut <= 0.9, "holdOut", "in [0, 0.9]", holdOut);
        requireAtLeast("patience", patience, 1);
        requireAtLeast("epochs", epochs, 1);
        requireAtLeast("batchSize", batchSize, 1);
        requirePositive("learningRate", learningRate);
        requireAtLeast("annealings", annealings, 0);
        weightDecay = weightDecay.clone();
        require(weightDecay.length >= 1, "weightDecay", "at least one number", weightDecay);
        for (int i = 0; i < weightDecay.length; i++) {
            require(
                    weightDecay[i] >= 0 && Double.isFinite(weightDecay[i]),
                    "weightDecay[" + i + "]",
                    "≥ 0 and finite",
                    weightDecay[i]);
        }
        requirePositive("ridge", ridge);
        requireAtLeast("points", points, 2);
    }

    /** Seven networks of four layers of 200, five of them elites, as Janner et al. 2019 have for most of their tasks. */
    public static ModelOptions defaults() {
        return new ModelOptions(
                Kind.ENSEMBLE,
                7,
                5,
                new int[] {200, 200, 200, 200},
                Activation.SWISH,
                Noise.LEARNED,
                Target.DIFFERENCE,
                true,
                new int[0],
                false,
                true,
                0.2,
                HoldOutError.MEAN_SQUARE,
                5,
                200,
                256,
                1e-3,
                0,
                new double[] {2.5e-5, 5e-5, 7.5e-5, 7.5e-5, 1e-4},
                true,
                1e-4,
                300);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    @Override
    public int[] angles() {
        return angles.clone();
    }

    @Override
    public double[] weightDecay() {
        return weightDecay.clone();
    }

    public ModelOptions withKind(Kind value) {
        return with(draft -> draft.kind = value);
    }

    public ModelOptions withActivation(Activation value) {
        return with(draft -> draft.activation = value);
    }

    public ModelOptions withNoise(Noise value) {
        return with(draft -> draft.noise = value);
    }

    public ModelOptions withTarget(Target value) {
        return with(draft -> draft.target = value);
    }

    public ModelOptions withNormalizeTargets(boolean value) {
        return with(draft -> draft.normalizeTargets = value);
    }

    public ModelOptions withCost(boolean value) {
        return with(draft -> draft.cost = value);
    }

    public ModelOptions withBootstrap(boolean value) {
        return with(draft -> draft.bootstrap = value);
    }

    public ModelOptions withEpochs(int value) {
        return with(draft -> draft.epochs = value);
    }

    public ModelOptions withBatchSize(int value) {
        return with(draft -> draft.batchSize = value);
    }

    public ModelOptions withLearningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    public ModelOptions withAnnealings(int value) {
        return with(draft -> draft.annealings = value);
    }

    public ModelOptions withWarmStart(boolean value) {
        return with(draft -> draft.warmStart = value);
    }

    public ModelOptions withRidge(double value) {
        return with(draft -> draft.ridge = value);
    }

    public ModelOptions withPoints(int value) {
        return with(draft -> draft.points = value);
    }

    public ModelOptions withMembers(int newMembers, int newElites) {
        return with(draft -> {
            draft.members = newMembers;
            draft.elites = newElites;
        });
    }

    public ModelOptions withHoldOutError(HoldOutError value) {
        return with(draft -> draft.holdOutError = value);
    }

    public ModelOptions withHoldOut(double newHoldOut, int newPatience) {
        return with(draft -> {
            draft.holdOut = newHoldOut;
            draft.patience = newPatience;
        });
    }

    public ModelOptions withHidden(int... value) {
        return with(draft -> draft.hidden = value);
    }

    public ModelOptions withAngles(int... value) {
        return with(draft -> draft.angles = value);
    }

    public ModelOptions withWeightDecay(double... value) {
        return with(draft -> draft.weightDecay = value);
    }

    private ModelOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options that are being changed. */
    private static final class Draft {
        private Kind kind;
        private int members;
        private int elites;
        private int[] hidden;
        private Activation activation;
        private Noise noise;
        private Target target;
        private boolean normalizeTargets;
        private int[] angles;
        private boolean cost;
        private boolean bootstrap;
        private double holdOut;
        private HoldOutError holdOutError;
        private int patience;
        private int epochs;
        private int batchSize;
        private double learningRate;
        private int annealings;
        private double[] weightDecay;
        private boolean warmStart;
        private double ridge;
        private int points;

        Draft(ModelOptions options) {
            kind = options.kind;
            members = options.members;
            elites = options.elites;
            hidden = options.hidden;
            activation = options.activation;
            noise = options.noise;
            target = options.target;
            normalizeTargets = options.normalizeTargets;
            angles = options.angles;
            cost = options.cost;
            bootstrap = options.bootstrap;
            holdOut = options.holdOut;
            holdOutError = options.holdOutError;
            patience = options.patience;
            epochs = options.epochs;
            batchSize = options.batchSize;
            learningRate = options.learningRate;
            annealings = options.annealings;
            weightDecay = options.weightDecay;
            warmStart = options.warmStart;
            ridge = options.ridge;
            points = options.points;
        }

        ModelOptions options() {
            return new ModelOptions(
                    kind,
                    members,
                    elites,
                    hidden,
                    activation,
                    noise,
                    target,
                    normalizeTargets,
                    angles,
                    cost,
                    bootstrap,
                    holdOut,
                    holdOutError,
                    patience,
                    epochs,
                    batchSize,
                    learningRate,
                    annealings,
                    weightDecay,
                    warmStart,
                    ridge,
                    points);
        }
    }

    /** Of layer {@code l} from the input on. */
    double weightDecayOf(int l) {
        return weightDecay[l == hidden.length ? weightDecay.length - 1 : Math.min(l, weightDecay.length - 1)];
    }

    /** Whether a member gives a variance. */
    boolean isProbabilistic() {
        return kind == Kind.ENSEMBLE && noise == Noise.LEARNED;
    }

    private static void requireGiven(String name, Object value, Object[] allowed) {
        require(value != null, name, "one of " + Arrays.toString(allowed), "nothing");
    }

    private static void requireAtLeast(String name, int value, int least) {
        require(value >= least, name, "≥ " + least, value);
    }

    private static void requirePositive(String name, double value) {
        require(value > 0 && Double.isFinite(value), name, "> 0 and finite", value);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            String shown = found instanceof int[] ints
                    ? Arrays.toString(ints)
                    : found instanceof double[] doubles ? Arrays.toString(doubles) : String.valueOf(found);
            throw new IllegalArgumentException(PATH + name + ": expected " + expected + ", found " + shown);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ModelOptions[kind=" + kind + ", members=" + members + ", elites=" + elites + ", hidden="
                + Arrays.toString(hidden) + ", activation=" + activation + ", noise=" + noise + ", target=" + target
                + ", normalizeTargets=" + normalizeTargets + ", angles=" + Arrays.toString(angles) + ", cost=" + cost
                + ", bootstrap=" + bootstrap + ", holdOut=" + holdOut + ", holdOutError=" + holdOutError
                + ", patience=" + patience + ", epochs=" + epochs
                + ", batchSize=" + batchSize + ", learningRate=" + learningRate + ", annealings=" + annealings
                + ", weightDecay="
                + Arrays.toString(weightDecay) + ", warmStart=" + warmStart + ", ridge=" + ridge + ", points=" + points
                + "]";
    }
}
