package org.waymark.gps.experiment;

import java.util.List;
import org.waymark.sim.Plant;

/** Finds an entry of a plant's state by its name, with or without the unit, or by its number. */
final class StateEntry {
    private StateEntry() {}

    /** @throws IllegalArgumentException if there is none: the message names the nearest */
    static int of(String name, Plant plant) {
        List<String> names = plant.stateNames();
        List<String> bare = names.stream()
                .map(entry -> entry.replaceFirst(" \\[[^]]*]$", ""))
                .toList();
        if (name.matches("\\d{1,9}") && Integer.parseInt(name) < names.size()) {
            return Integer.parseInt(name);
        }
        int index = Math.max(names.indexOf(name), bare.indexOf(name));
        if (index < 0) {
            throw new IllegalArgumentException("entry: the state has no '" + name + "', did you mean "
                    + KeyNames.nearest(name, bare) + "? It has " + String.join(", ", bare));
        }
        return index;
    }
}
