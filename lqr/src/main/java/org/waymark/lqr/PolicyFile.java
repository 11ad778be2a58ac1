package org.waymark.lqr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the reader for a saved policy. */
final class PolicyFile {
    private PolicyFile() {}

    static Policy load(Path file) throws IOException {
        // the loader of these classes: simulators and engines often call from threads without one of their own
        List<PolicyReader> readers =
                ServiceLoader.load(PolicyReader.class, PolicyReader.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return load(file, readers);
    }

    static Policy load(Path file, List<PolicyReader> readers) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(
                    file + ": expected a saved policy, found a folder; that of a run is policy/policy.npz in it");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (readers.isEmpty()) {
            throw new IllegalStateException(
                    file + ": no reader of policies is on the class path; org.waymark:distillation"
                            + " has the one for network policies");
        }
        for (PolicyReader reader : readers) {
            Optional<Policy> policy = read(reader, bytes, file);
            if (policy.isPresent()) {
                return policy.get();
            }
        }
        throw new IOException(file + ": no saved policy");
    }

    private static Optional<Policy> read(PolicyReader reader, byte[] bytes, Path file) throws IOException {
        try {
            return reader.read(bytes);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
