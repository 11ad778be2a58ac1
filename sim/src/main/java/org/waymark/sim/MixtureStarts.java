package org.waymark.sim;

import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Initial states from one of several distributions, chosen at random each time. A grid is a mixture of {@link FixedStart}s.
 *
 * @param components at least one
 * @param weights as many; how likely each is, relative to the others, ≥ 0 and not all 0
 */
public record MixtureStarts(List<StartDistribution> components, List<Double> weights) implements StartDistribution {
    /** What a constant distribution draws depends on no number. */
    private static final RandomGenerator ANY = () -> 0;

    public MixtureStarts {
        components = List.copyOf(components);
        weights = List.copyOf(weights);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("starts.components: expected at least one");
        }
        Expect.size("starts.weights: length", components.size(), weights.size());
        Expect.notNegative(
                "starts.weights",
                weights.size(),
                weights.stream().mapToDouble(w -> w).toArray());
        if (!(sum(weights) > 0)) {
            throw new IllegalArgumentException("starts.weights: expected a positive sum, found " + weights);
        }
    }

    /** All equally likely. */
    public static MixtureStarts of(List<? extends StartDistribution> components) {
        return new MixtureStarts(
                List.copyOf(components), components.stream().map(unused -> 1.0).toList());
    }

    private static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(w -> w).sum();
    }

    @Override
    public InitialState draw(RandomGenerator random) {
        double left = random.nextDouble() * sum(weights);
        int chosen = 0;
        while (chosen < weights.size() - 1 && left >= weights.get(chosen)) {
            left -= weights.get(chosen);
            chosen++;
        }
        return components.get(chosen).draw(random);
    }

    @Override
    public boolean isConstant() {
        List<StartDistribution> possible = IntStream.range(0, weights.size())
                .filter(i -> weights.get(i) > 0)
                .mapToObj(components::get)
                .toList();
        return possible.stream().allMatch(StartDistribution::isConstant)
                && new HashSet<>(possible.stream()
                                        .map(component -> component.draw(ANY))
                                        .toList())
                                .size()
                        == 1;
    }
}
