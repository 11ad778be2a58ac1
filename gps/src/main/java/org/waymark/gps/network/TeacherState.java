package org.waymark.gps.network;

import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.trpo.TrpoUpdate;

/**
 * What a run carries from iteration to iteration for one teacher.
 *
 * @param policy as it acts in the next rollouts
 * @param before the policy before the last update, to go back to if the plant breaks down
 * @param value its value network
 * @param weight λ of the divergence from the global policy, in cost per nat; 0 where the coupling has none
 * @param costScale standard deviation of the advantages in the last update, in cost; 0 before the first
 */
public record TeacherState(
        NetworkPolicy policy, NetworkPolicy before, TrainedPolicy value, double weight, double costScale) {
    static TeacherState initial(NetworkPolicy policy, TrainedPolicy value, double weight) {
        return new TeacherState(policy, policy, value, weight, 0);
    }

    TeacherState updated(TrpoUpdate update) {
        return new TeacherState(update.policy(), policy, update.value(), weight, update.advantageDeviation());
    }

    TeacherState withPolicy(NetworkPolicy value) {
        return new TeacherState(value, before, this.value, weight, costScale);
    }

    TeacherState withWeight(double value) {
        return new TeacherState(policy, before, this.value, value, costScale);
    }

    /** One step back. */
    TeacherState takenBack() {
        return new TeacherState(before, before, value, weight, costScale);
    }
}
