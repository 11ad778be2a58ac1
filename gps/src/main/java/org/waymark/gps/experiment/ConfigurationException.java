package org.waymark.gps.experiment;

/**
 * A configuration that cannot be used. The message names the key's path, what was expected and found, and the place, for example
 * {@code algorithm.klStep: expected a number, found 'fast' (pr2-peg.yaml, line 12)}.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A finding at a key.
     *
     * @param path of the key, its parts joined by dots; empty for the document as a whole
     * @param place where it was written
     */
    static ConfigurationException at(String path, String message, String place) {
        return new ConfigurationException((path.isEmpty() ? "" : path + ": ") + message + " (" + place + ")");
    }
}
