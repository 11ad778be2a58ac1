package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;

/** A record tree with everything in it that a configuration may hold. */
record Trip(
        Vehicle vehicle,
        List<Stop> stops,
        Optional<String> note,
        Optional<Integer> passengers,
        Optional<List<String>> tags,
        double[] weights,
        int[] indices,
        Options options,
        long seed) {
    static final String MINIMAL =
            """
            vehicle:
              type: cargo-bike
              wheels: 3
            stops:
              - {place: home, hours: 0.5}
              - place: work
                hours: 8
                shift: [1, 2]
            weights: [1, 2.5e-3]
            indices: [0, 4]
            seed: 7
            """;

    static Trip read(String yaml, String... overrides) {
        return YamlBinder.bind(Trip.class, yaml, "trip.yaml", List.of(overrides));
    }

    sealed interface Vehicle {}

    record CargoBike(int wheels) implements Vehicle {
        public CargoBike {
            if (wheels < 2) {
                throw new IllegalArgumentException("wheels: expected ≥ 2, found " + wheels);
            }
        }
    }

    record Train(double maxSpeed, Fuel fuel) implements Vehicle {
        static Train defaults() {
            return new Train(160, Fuel.OVERHEAD_LINE);
        }
    }

    enum Fuel {
        DIESEL,
        OVERHEAD_LINE
    }

    record Stop(String place, double hours, Optional<double[]> shift) {
        Stop {
            if (!(hours >= 0)) {
                throw new IllegalArgumentException("hours: expected ≥ 0, found " + hours);
            }
        }
    }

    record Options(boolean night, double tolerance, Limits limits, Optional<Limits> strictLimits) {
        static Options defaults() {
            return new Options(false, 1e-5, new Limits(1, 99), Optional.of(new Limits(3, 4)));
        }
    }

    record Limits(double least, double greatest) {
        Limits {
            if (least > greatest) {
                throw new IllegalArgumentException(
                        "limits: greatest: expected ≥ least = " + least + ", found " + greatest);
            }
        }

        static Limits defaults() {
            return new Limits(0, 10);
        }
    }
}
