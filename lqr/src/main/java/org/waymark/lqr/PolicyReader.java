package org.waymark.lqr;

import java.io.IOException;
import java.util.Optional;

/**
 * Knows a format of saved policies. A service: {@link Policy#load} asks all that {@code META-INF/services/org.waymark.lqr.PolicyReader}
 * names on the class path.
 */
public interface PolicyReader {
    /**
     * The policy that was saved; empty if the bytes are in no format of this reader.
     *
     * @param bytes of the whole file; not modified
     * @throws IOException if the format is this reader's, but something in it is wrong, saying what
     */
    Optional<Policy> read(byte[] bytes) throws IOException;
}
