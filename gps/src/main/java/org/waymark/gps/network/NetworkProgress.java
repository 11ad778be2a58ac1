package org.waymark.gps.network;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.trpo.TrpoUpdate;

/**
 * How far an iteration has come.
 *
 * @param basis what it began with
 * @param steps control steps of its rollouts
 * @param acting the teachers as they acted in the rollouts
 * @param evidence what these showed, one per teacher; empty if the plant broke down
 * @param own what the global policy's own rollouts showed; empty where it made none
 * @param updates what the teachers' improvements came to, one per teacher; empty at first and after a breakdown
 * @param teachers as they are by now
 * @param policy the global policy of now
 * @param policyValue the value network of its own steps
 */
public record NetworkProgress(
        NetworkState basis,
        long steps,
        List<TeacherState> acting,
        List<TeacherEvidence> evidence,
        Optional<TeacherEvidence> own,
        List<TrpoUpdate> updates,
        List<TeacherState> teachers,
        Optional<TrainedPolicy> policy,
        Optional<TrainedPolicy> policyValue) {

    boolean brokeDown() {
        return evidence.isEmpty();
    }

    NetworkProgress withUpdates(List<TrpoUpdate> newUpdates, List<TeacherState> newTeachers) {
        return new NetworkProgress(basis, steps, acting, evidence, own, newUpdates, newTeachers, policy, policyValue);
    }

    NetworkProgress withTeachers(List<TeacherState> value) {
        return new NetworkProgress(basis, steps, acting, evidence, own, updates, value, policy, policyValue);
    }

    NetworkProgress withPolicy(Optional<TrainedPolicy> value) {
        return new NetworkProgress(basis, steps, acting, evidence, own, updates, teachers, value, policyValue);
    }

    NetworkProgress withPolicyValue(Optional<TrainedPolicy> value) {
        return new NetworkProgress(basis, steps, acting, evidence, own, updates, teachers, policy, value);
    }
}
