package org.waymark.distillation.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far a distillation has come.
 *
 * @param iteration complete iterations
 * @param student the student of now
 * @param data what the teachers have said of each task so far
 * @param costs of the student in each task, noise-free; empty before the first iteration
 * @param best the student of the iteration whose least return over all tasks is the highest; empty before the first iteration
 * @param visits situations that were collected, those that taught nothing included
 * @param reaches of each task's first visits; empty before the first iteration
 * @param reference what costs are compared with, of each task; empty before the first iteration
 */
public record DistillationState(
        int iteration,
        TrainedStudent student,
        List<Labelled> data,
        List<Double> costs,
        Optional<Best> best,
        long visits,
        List<Reach> reaches,
        List<Reference> reference) {
    public DistillationState {
        reaches = List.copyOf(reaches);
        data = List.copyOf(data);
        costs = List.copyOf(costs);
        reference = List.copyOf(reference);
    }

    /**
     * A student and how it did.
     *
     * @param costs of each task
     * @param iteration that made it, from 1
     */
    public record Best(Student student, List<Double> costs, int iteration) {
        public Best {
            costs = List.copyOf(costs);
        }
    }

    /**
     * Costs from the starts that a student is judged from.
     *
     * @param teacher of the teacher without noise
     * @param idle of controls that are all zero; where actions are discrete, of the first action
     */
    public record Reference(double teacher, double idle) {
        /**
         * (J_idle − J)/(J_idle − J_teacher): 1 is as good as the teacher, 0 as bad as doing nothing; −∞ of an infinite cost. NaN where the
         * teacher is no better than doing nothing, or the latter has no finite cost.
         */
        public double returnOf(double cost) {
            double gain = idle - teacher;
            return gain > 0 && Double.isFinite(gain) ? (idle - cost) / gain : Double.NaN;
        }
    }

    /** The return of the student of now in each task; empty before the first iteration. */
    public List<Double> returns() {
        return returns(reference, costs);
    }

    private static List<Double> returns(List<Reference> reference, List<Double> costs) {
        return IntStream.range(0, costs.size())
                .mapToObj(k -> reference.get(k).returnOf(costs.get(k)))
                .toList();
    }

    /** The least return of the student of now over all tasks that have one; NaN if none has. */
    public double leastReturn() {
        return least(reference, costs);
    }

    static double least(List<Reference> reference, List<Double> costs) {
        return returns(reference, costs).stream()
                .mapToDouble(r -> r)
                .filter(r -> !Double.isNaN(r))
                .min()
                .orElse(Double.NaN);
    }
}
