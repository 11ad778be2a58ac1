package org.waymark.gps.imagination;

import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.TrainedPolicy;

/**
 * A policy that learns in imagination, with what its improver remembers.
 *
 * @param policy as it is now
 * @param value the value network; empty for those who need none
 * @param optimizer what gradient descent remembers; empty for those who need nothing
 */
public record Student(NetworkPolicy policy, Optional<TrainedPolicy> value, Optional<OptimizerState> optimizer) {}
