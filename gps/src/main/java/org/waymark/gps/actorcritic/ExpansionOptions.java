package org.waymark.gps.actorcritic;

import static org.waymark.gps.actorcritic.ActorCriticOptions.require;

/**
 * Targets of the critics that look ahead in a learned model.
 *
 * @param horizon H, imagined steps after the real one, ≥ 1
 */
public record ExpansionOptions(int horizon) {
    public ExpansionOptions {
        require(horizon >= 1, "expansion.horizon", "≥ 1", horizon);
    }

    /** Three steps, as Buckman et al. (2018) have. */
    public static ExpansionOptions defaults() {
        return new ExpansionOptions(3);
    }
}
