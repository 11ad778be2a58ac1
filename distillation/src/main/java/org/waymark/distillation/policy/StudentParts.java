package org.waymark.distillation.policy;

import java.util.List;
import org.waymark.distillation.Activation;

/**
 * All that a student is made of, for those who write it down: {@link Student#of} makes the same student of the same parts, to the last bit.
 *
 * @param kind how one network serves several tasks
 * @param hidden units in each hidden layer
 * @param observations p_k of each task
 * @param outputs m_k of each task
 * @param isDiscrete whether its outputs are scores of actions
 * @param shared the parameters that all tasks share
 * @param heads those of each task
 * @param senses how each task looks to the network
 */
public record StudentParts(
        StudentKind kind,
        List<Integer> hidden,
        Activation activation,
        List<Integer> observations,
        List<Integer> outputs,
        boolean isDiscrete,
        Student.Block shared,
        List<Student.Block> heads,
        List<Student.Senses> senses) {
    public StudentParts {
        hidden = List.copyOf(hidden);
        observations = List.copyOf(observations);
        outputs = List.copyOf(outputs);
        heads = List.copyOf(heads);
        senses = List.copyOf(senses);
    }
}
