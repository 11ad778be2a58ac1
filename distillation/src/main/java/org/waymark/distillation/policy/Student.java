package org.waymark.distillation.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.Whitening;

/** A network of several tasks, with what is needed to go on training it. Immutable. */
public final class Student {
    private final StudentShape shape;
    private final Activation activation;
    private final Block shared;
    private final List<Block> heads;
    private final List<Senses> senses;
    private final boolean discrete;
    private final List<NetworkPolicy> policies;

    /**
     * Parameters that are trained together.
     *
     * @param parameters [count], maybe none; not modified
     * @param memory the optimiser's
     */
    public record Block(double[] parameters, OptimizerState memory) {
        static Block fresh(double[] parameters) {
            return new Block(parameters, OptimizerState.fresh(parameters.length));
        }
    }

    /**
     * How a task looks to the network.
     *
     * @param covariance [m × m] of the controls, zeros of actions; not modified
     */
    public record Senses(Whitening observations, Whitening outputs, double[] covariance) {
        /** Before any data. */
        static Senses blank(int observations, int outputs) {
            return new Senses(
                    Whitening.identity(observations), Whitening.identity(outputs), new double[outputs * outputs]);
        }
    }

    Student(
            StudentShape shape,
            Activation activation,
            Block shared,
            List<Block> heads,
            List<Senses> senses,
            boolean discrete) {
        this.shape = shape;
        this.activation = activation;
        this.shared = shared;
        this.heads = List.copyOf(heads);
        this.senses = List.copyOf(senses);
        this.discrete = discrete;
        this.policies = IntStream.range(0, shape.tasks).mapToObj(this::network).toList();
    }

    /** The student that is made of these. */
    public static Student of(StudentParts parts) {
        return new Student(
                new StudentShape(
                        parts.kind(), array(parts.hidden()), array(parts.observations()), array(parts.outputs())),
                parts.activation(),
                parts.shared(),
                parts.heads(),
                parts.senses(),
                parts.isDiscrete());
    }

    /** What it is made of. */
    public StudentParts parts() {
        return new StudentParts(
                shape.kind,
                shape.hidden(),
                activation,
                shape.observations(),
                shape.outputs(),
                discrete,
                shared,
                heads,
                senses);
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(value -> value).toArray();
    }

    private NetworkPolicy network(int task) {
        Senses own = senses.get(task);
        return new NetworkPolicy(
                shape.taskSizes(task),
                activation,
                shape.taskParameters(task, parameters(task)),
                own.observations,
                own.outputs,
                own.covariance);
    }

    /** What it does in one task, a network by itself; where actions are discrete its outputs are scores, the highest is its choice. */
    public NetworkPolicy policy(int task) {
        return policies.get(task);
    }

    /** It acts in one task, without noise. */
    public Actor actor(int task) {
        NetworkPolicy policy = policies.get(task);
        if (!discrete) {
            return (state, observation, t, control) -> policy.mean(observation, control);
        }
        return (state, observation, t, control) -> {
            double[] scores = new double[policy.controlSize()];
            policy.mean(observation, scores);
            control[0] = ActionTeacher.best(scores);
        };
    }

    public int tasks() {
        return shape.tasks;
    }

    /** Weights and biases of the whole student, all tasks together. */
    public int parameterCount() {
        return shared.parameters.length
                + heads.stream().mapToInt(head -> head.parameters.length).sum();
    }

    /** θ_k, the shared parameters and the head's; a fresh array. */
    double[] parameters(int task) {
        double[] head = heads.get(task).parameters;
        double[] all = Arrays.copyOf(shared.parameters, shared.parameters.length + head.length);
        System.arraycopy(head, 0, all, shared.parameters.length, head.length);
        return all;
    }

    StudentShape shape() {
        return shape;
    }

    Block shared() {
        return shared;
    }

    Block head(int task) {
        return heads.get(task);
    }

    Senses senses(int task) {
        return senses.get(task);
    }
}
