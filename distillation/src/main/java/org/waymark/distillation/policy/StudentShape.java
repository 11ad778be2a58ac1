package org.waymark.distillation.policy;

import java.util.Arrays;
import java.util.List;
import org.waymark.distillation.LayerLayout;

/**
 * Sizes of a student of K tasks, and where its parameters lie: for task k they are the shared ones, then those of its head.
 *
 * <p>Inputs of task k are its p_k whitened observations, zeros up to the largest p, and, for {@link StudentKind#TASK_INPUT}, K numbers of
 * which the k-th is 1. Of the outputs of a layer that tasks share, task k uses the first m_k.
 */
final class StudentShape {
    final StudentKind kind;
    final int tasks;
    private final int[] hidden;
    private final int[] observations;
    private final int[] outputs;
    private final int widest;
    private final LayerLayout[] layouts;

    /** @param outputs [K] m_k; not modified */
    StudentShape(StudentKind kind, int[] hidden, int[] observations, int[] outputs) {
        this.kind = kind;
        this.tasks = observations.length;
        this.hidden = hidden.clone();
        this.observations = observations.clone();
        this.outputs = outputs.clone();
        widest = Arrays.stream(observations).max().orElseThrow();
        int most = Arrays.stream(outputs).max().orElseThrow();
        layouts = new LayerLayout[tasks];
        for (int k = 0; k < tasks; k++) {
            layouts[k] = LayerLayout.of(inputs(), hidden, kind == StudentKind.HEADS ? outputs[k] : most);
        }
    }

    private int inputs() {
        return widest + (kind == StudentKind.TASK_INPUT ? tasks : 0);
    }

    LayerLayout layout(int task) {
        return layouts[task];
    }

    List<Integer> hidden() {
        return list(hidden);
    }

    List<Integer> observations() {
        return list(observations);
    }

    List<Integer> outputs() {
        return list(outputs);
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    int observations(int task) {
        return observations[task];
    }

    int outputs(int task) {
        return outputs[task];
    }

    /** How many parameters all tasks share: those before the last layer, or all. */
    int sharedCount() {
        int last = hidden.length == 0 ? inputs() : hidden[hidden.length - 1];
        int[] sizes = layouts[0].sizes();
        int out = sizes[sizes.length - 1];
        return layouts[0].parameterCount() - (kind == StudentKind.HEADS ? (last + 1) * out : 0);
    }

    int headCount(int task) {
        return layouts[task].parameterCount() - sharedCount();
    }

    /**
     * Inputs of a task, N rows.
     *
     * @param whitened [N × p_k]; not modified
     */
    double[][] rows(int task, double[] whitened) {
        int p = observations[task];
        double[][] rows = new double[whitened.length / p][inputs()];
        for (int n = 0; n < rows.length; n++) {
            System.arraycopy(whitened, n * p, rows[n], 0, p);
            if (kind == StudentKind.TASK_INPUT) {
                rows[n][widest + task] = 1;
            }
        }
        return rows;
    }

    /** Sizes of the network that one task is left with. */
    int[] taskSizes(int task) {
        return LayerLayout.of(observations[task], hidden, outputs[task]).sizes();
    }

    /**
     * Its parameters: without the weights of zeros and of unused outputs, the task's input in the first biases.
     *
     * @param parameters of the task, shared and head; not modified
     */
    double[] taskParameters(int task, double[] parameters) {
        int[] from = layouts[task].sizes();
        int[] to = taskSizes(task);
        double[] result = new double[new LayerLayout(to).parameterCount()];
        int read = 0;
        int written = 0;
        for (int l = 0; l + 1 < from.length; l++) {
            int biases = read + from[l] * from[l + 1];
            for (int j = 0; j < to[l + 1]; j++) {
                System.arraycopy(parameters, read + j * from[l], result, written + j * to[l], to[l]);
                boolean told = l == 0 && kind == StudentKind.TASK_INPUT;
                double input = told ? parameters[read + j * from[l] + widest + task] : 0;
                result[written + to[l] * to[l + 1] + j] = parameters[biases + j] + input;
            }
            read = biases + from[l + 1];
            written += (to[l] + 1) * to[l + 1];
        }
        return result;
    }
}
