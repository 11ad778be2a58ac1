package org.waymark.gps.network;

import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.trpo.TrpoUpdate;

/** Looks over an iteration for what a user should know. */
final class NetworkGuards {
    /** From this share on, of controls, it is worth a warning. */
    private static final double LARGE_SHARE = 0.2;

    private NetworkGuards() {}

    static List<Warning> inspect(NetworkProgress progress) {
        List<Warning> warnings = new ArrayList<>();
        if (progress.brokeDown()) {
            warnings.add(Warning.of(Warning.Kind.PLANT_BROKE_DOWN));
        }
        for (int i = 0; i < progress.updates().size(); i++) {
            double clipped = progress.evidence().get(i).clippedFraction();
            if (clipped >= LARGE_SHARE) {
                warnings.add(Warning.of(Warning.Kind.CONTROLS_CLIPPED, i, clipped));
            }
            if (progress.updates().get(i).status() == TrpoUpdate.Status.LINE_SEARCH_SPENT) {
                warnings.add(Warning.of(Warning.Kind.LINE_SEARCH_SPENT, i, Double.NaN));
            }
        }
        return warnings;
    }
}
