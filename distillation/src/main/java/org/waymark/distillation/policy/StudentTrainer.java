package org.waymark.distillation.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.distillation.GaussianOutputLoss;
import org.waymark.distillation.OutputLoss;
import org.waymark.distillation.TeachingSet;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.distillation.Whitening;
import org.waymark.distillation.classification.SoftTargetLoss;
import org.waymark.distillation.classification.SoftTargetOutputLoss;
import org.waymark.distillation.classification.Softmax;
import org.waymark.lqr.RandomStreams;

/**
 * The supervised step of policy distillation: one network learns what all teachers say.
 *
 * <p>min_θ 1/K Σ_k 1/N_k Σ_n L_n(θ)/c_k + ½ω‖θ‖², each mini-batch from one task (Rusu et al. 2016). Continuous controls: L = ½(u* − μ)ᵀC⁻¹(u* − μ),
 * and c_k is the mean of L for the constant control that is the mean of the u*, so that tasks weigh the same however precise their teachers
 * are; {@link StudentKind#SINGLE} has one c for all. Discrete actions: see {@link ActionLoss}; c_k = 1 but for {@link ActionLoss#MSE}, where it
 * is as for controls.
 *
 * <p>Whitening is that of a task's first data. Later calls go on from the parameters and the optimiser's memory of the call before.
 * Stateless, on one thread, the same bits for the same arguments.
 */
public final class StudentTrainer {
    /** The least deviation an output is divided by; only guards against one that is never used. */
    private static final double OUTPUT_FLOOR = 1e-6;

    private final StudentOptions options;
    private final ActionLoss actionLoss;
    private final double temperature;
    private final List<TaughtTask> tasks;
    private final StudentShape shape;
    private final boolean discrete;

    /**
     * @param tasks at least one, all with continuous controls or all with discrete actions
     * @throws IllegalArgumentException if one student cannot take all teachers; the message names one that does not fit
     */
    public StudentTrainer(DistillationOptions options, List<TaughtTask> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("teachers: expected at least one");
        }
        this.options = options.student();
        this.actionLoss = options.actionLoss();
        this.temperature = options.temperature();
        this.tasks = List.copyOf(tasks);
        discrete = tasks.get(0).teacher() instanceof ActionTeacher;
        for (TaughtTask task : tasks) {
            requireSameKind(task);
            if (this.options.kind() == StudentKind.SINGLE) {
                requireSameLook(task);
            }
        }
        shape = new StudentShape(
                this.options.kind(),
                this.options.hidden(),
                tasks.stream().mapToInt(TaughtTask::observationSize).toArray(),
                tasks.stream().mapToInt(TaughtTask::outputSize).toArray());
    }

    private void requireSameKind(TaughtTask task) {
        if (task.teacher() instanceof ActionTeacher != discrete) {
            throw new IllegalArgumentException("teacher " + task.name() + ": has "
                    + (discrete ? "continuous controls" : "discrete actions") + ", but teacher "
                    + tasks.get(0).name() + " has " + (discrete ? "discrete actions" : "continuous controls")
                    + "; a student takes one kind");
        }
    }

    private void requireSameLook(TaughtTask task) {
        TaughtTask first = tasks.get(0);
        String what = discrete ? " actions" : " controls";
        if (task.outputSize() != first.outputSize()) {
            throw new IllegalArgumentException("teacher " + task.name() + ": has " + task.outputSize() + what
                    + ", but teacher " + first.name() + " has " + first.outputSize()
                    + "; a student with a single head takes teachers of one size");
        }
        List<String> expected = first.environment().spec().observationNames();
        List<String> found = task.environment().spec().observationNames();
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("teacher " + task.name() + ": observes " + found + ", but teacher "
                    + first.name() + " observes " + expected + "; a student with a single head takes teachers of one"
                    + " observation");
        }
    }

    /** A random network that has seen no data; the weights of its last layers are a hundredth of the others, so that controls are small. */
    public TrainedStudent blank(long seed) {
        RandomStreams streams = new RandomStreams(seed);
        Student.Block shared = Student.Block.fresh(new double[0]);
        List<Student.Block> heads = new ArrayList<>();
        List<Student.Senses> senses = new ArrayList<>();
        for (int k = 0; k < shape.tasks; k++) {
            RandomGenerator random = streams.stream("network", 0, k, 0);
            double[] parameters = shape.layout(k).randomParameters(options.activation(), 0.01, random);
            if (k == 0) {
                shared = Student.Block.fresh(Arrays.copyOf(parameters, shape.sharedCount()));
            }
            heads.add(Student.Block.fresh(Arrays.copyOfRange(parameters, shape.sharedCount(), parameters.length)));
            senses.add(Student.Senses.blank(shape.observations(k), shape.outputs(k)));
        }
        Student student = new Student(shape, options.activation(), shared, heads, senses, discrete);
        List<Double> unknown = Collections.nCopies(shape.tasks, Double.NaN);
        return new TrainedStudent(student, unknown, unknown, Status.UNTRAINED);
    }

    /**
     * Goes on training.
     *
     * @param previous of this trainer; not modified
     * @param data of each task, all of it, none empty
     * @param seed of the order in which samples are drawn
     * @throws IllegalArgumentException if a task has no data, naming its teacher
     * @throws org.waymark.lqr.NonFiniteException if the loss is NaN or infinite
     */
    public TrainedStudent train(TrainedStudent previous, List<Labelled> data, long seed) {
        requireData(data);
        Student before = withSenses(previous, data);
        TaskDescent descent = descent(before, data, seed);
        List<Double> lossBefore = losses(descent);
        double objectiveBefore = mean(lossBefore) + descent.penalty();
        descent.run();
        List<Double> lossAfter = losses(descent);
        if (mean(lossAfter) + descent.penalty() > objectiveBefore) {
            return new TrainedStudent(before, lossBefore, lossBefore, Status.KEPT_PREVIOUS);
        }
        Student after =
                new Student(shape, options.activation(), descent.shared(), descent.heads(), senses(before), discrete);
        return new TrainedStudent(after, lossBefore, lossAfter, Status.IMPROVED);
    }

    private void requireData(List<Labelled> data) {
        if (data.size() != shape.tasks) {
            throw new IllegalArgumentException(
                    "transfer sets: expected one for each of " + shape.tasks + " teachers, found " + data.size());
        }
        for (int k = 0; k < shape.tasks; k++) {
            if (data.get(k).size() == 0) {
                throw new IllegalArgumentException("teacher " + tasks.get(k).name() + ": its transfer set is empty");
            }
        }
    }

    /** A descent from a student on its data. */
    TaskDescent descent(Student student, List<Labelled> data, long seed) {
        List<double[][]> inputs = new ArrayList<>();
        List<OutputLoss> losses = new ArrayList<>();
        double[] scales = scales(data);
        for (int k = 0; k < shape.tasks; k++) {
            Whitening observations = student.senses(k).observations();
            inputs.add(shape.rows(k, observations.apply(data.get(k).observations())));
            losses.add(
                    isRegression()
                            ? new GaussianOutputLoss(
                                    data.get(k).regression(),
                                    1 / scales[k],
                                    observations,
                                    student.senses(k).outputs())
                            : choices(data.get(k)));
        }
        return new TaskDescent(student, options, inputs, losses, seed);
    }

    private boolean isRegression() {
        return !discrete || actionLoss == ActionLoss.MSE;
    }

    /** Cross-entropy with softmax(q/τ), or with its limit τ → 0; the student's own temperature is 1. */
    private OutputLoss choices(Labelled data) {
        int actions = data.outputSize();
        double[] scores = data.targets();
        double[] one = new double[actions];
        for (int at = 0; at < scores.length; at += actions) {
            System.arraycopy(scores, at, one, 0, actions);
            if (actionLoss == ActionLoss.KL) {
                Softmax.apply(one, temperature, one);
            } else {
                int best = ActionTeacher.best(one);
                Arrays.fill(one, 0);
                one[best] = 1;
            }
            System.arraycopy(one, 0, scores, at, actions);
        }
        return new SoftTargetOutputLoss(new SoftTargetLoss(1, 0, true), scores, new int[data.size()], actions);
    }

    /** c_k: what the best constant control would pay, 1 if that is nothing. */
    private double[] scales(List<Labelled> data) {
        double[] scales = new double[shape.tasks];
        for (int k = 0; k < scales.length && isRegression(); k++) {
            scales[k] = scale(data.get(k).regression());
        }
        if (options.kind() == StudentKind.SINGLE) {
            Arrays.fill(scales, Arrays.stream(scales).average().orElseThrow());
        }
        return Arrays.stream(scales).map(c -> c > 0 ? c : 1).toArray();
    }

    /** mean_n ½(u*_n − ū)ᵀP_n(u*_n − ū). */
    private static double scale(TeachingSet data) {
        int m = data.controlSize();
        double[] mean = new double[m];
        double[] targets = data.targets();
        for (int i = 0; i < targets.length; i++) {
            mean[i % m] += targets[i] / data.size();
        }
        double[] precisions = data.precisions();
        int stride = precisions.length == m * m ? 0 : m * m;
        double sum = 0;
        for (int n = 0; n < data.size(); n++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    sum += (targets[n * m + i] - mean[i])
                            * precisions[n * stride + i * m + j]
                            * (targets[n * m + j] - mean[j]);
                }
            }
        }
        return 0.5 * sum / data.size();
    }

    /** The student with covariances of its data and, if these are its first, their whitening. */
    private Student withSenses(TrainedStudent previous, List<Labelled> data) {
        boolean first = previous.status() == Status.UNTRAINED;
        List<Labelled> looks = options.kind() == StudentKind.SINGLE
                ? Collections.nCopies(
                        shape.tasks, data.stream().reduce(Labelled::plus).orElseThrow())
                : data;
        List<Student.Senses> senses = new ArrayList<>();
        for (int k = 0; k < shape.tasks; k++) {
            Student.Senses old = previous.student().senses(k);
            Labelled look = looks.get(k);
            senses.add(new Student.Senses(
                    first
                            ? whitening(look.observations(), look.observationSize(), options.whiteningFloor())
                            : old.observations(),
                    first && isRegression()
                            ? whitening(look.targets(), look.outputSize(), OUTPUT_FLOOR)
                            : old.outputs(),
                    covariance(k, look)));
        }
        Student student = previous.student();
        List<Student.Block> heads =
                IntStream.range(0, shape.tasks).mapToObj(student::head).toList();
        return new Student(shape, options.activation(), student.shared(), heads, senses, discrete);
    }

    private static Whitening whitening(double[] samples, int size, double floor) {
        double[] ones = new double[samples.length / size];
        Arrays.fill(ones, 1);
        return Whitening.of(samples, ones, size, floor);
    }

    /** Σ = diag(mean_n C_n⁻¹)⁻¹; zero of a deterministic teacher and of actions. */
    private double[] covariance(int task, Labelled data) {
        int m = data.outputSize();
        double[] covariance = new double[m * m];
        boolean certain = options.kind() == StudentKind.SINGLE
                ? tasks.stream().allMatch(StudentTrainer::isCertain)
                : isCertain(tasks.get(task));
        TeachingSet regression = data.regression();
        for (int j = 0; j < m && !certain; j++) {
            covariance[j * m + j] = 1 / regression.meanPrecision(j);
        }
        return covariance;
    }

    private static boolean isCertain(TaughtTask task) {
        return !(task.teacher() instanceof GaussianTeacher teacher) || teacher.isDeterministic();
    }

    private static List<Student.Senses> senses(Student student) {
        return IntStream.range(0, student.tasks()).mapToObj(student::senses).toList();
    }

    private List<Double> losses(TaskDescent descent) {
        return IntStream.range(0, shape.tasks).mapToObj(descent::loss).toList();
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(loss -> loss).average().orElseThrow();
    }
}
