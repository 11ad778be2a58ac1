package org.waymark.distillation;

import java.io.IOException;
import java.util.Optional;
import org.waymark.lqr.Policy;
import org.waymark.lqr.PolicyReader;

/** Reads what {@link PolicyStore} writes, for {@link Policy#load}. Needs neither DL4J nor anything native. */
public final class NetworkPolicyReader implements PolicyReader {
    @Override
    public Optional<Policy> read(byte[] bytes) throws IOException {
        boolean isZip = bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K';
        return isZip ? Optional.of(PolicyStore.policyFrom(bytes)) : Optional.empty();
    }
}
