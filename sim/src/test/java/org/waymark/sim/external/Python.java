package org.waymark.sim.external;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Processes of the tests. */
final class Python {
    private Python() {}

    /** The folder of the test scripts, with the server as it is shipped beside them. */
    static Path folder() {
        try {
            Path junk = Path.of(Objects.requireNonNull(Python.class.getResource("/external/junk.py"))
                    .toURI());
            Path server = junk.resolveSibling("waymark_server.py");
            if (!Files.exists(server)) {
                Files.writeString(server, ExternalPlant.pythonServer());
            }
            return junk.getParent();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An environment of robots.py, served. */
    static ExternalOptions served(String environment, String... more) {
        List<String> words = new ArrayList<>(List.of("python3", "waymark_server.py", "robots:" + environment));
        words.addAll(List.of(more));
        return ExternalOptions.of(words.toArray(String[]::new)).withDirectory(folder().toString());
    }

    /** A server that breaks the protocol. */
    static ExternalOptions junk(String how) {
        return ExternalOptions.of("python3", "junk.py", how).withDirectory(folder().toString());
    }

    /** The processes that this one has started and that still run. */
    static long running() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }
}
