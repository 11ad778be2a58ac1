package org.waymark.sim.external;

/**
 * The lines that are exchanged with the process of a simulator, version 1: UTF-8, one request a line, numbers in decimal with all their
 * digits, so that doubles arrive to the bit; {@code inf}, {@code -inf} and {@code nan} are numbers.
 *
 * <pre>
 *   hello waymark 1                         hello waymark 1
 *                                           stateSize n
 *                                           controlSize m
 *                                           timeStep seconds
 *                                           controlLower m numbers          (−∞ if left out)
 *                                           controlUpper m numbers          (+∞ if left out)
 *                                           observationSize p               (if left out: the state is observed)
 *                                           physicsStep seconds             (may be left out)
 *                                           positionSize k                  (may be left out)
 *                                           stateNames n names, tabs between (may be left out)
 *                                           ready
 *   reset SEED coordinates k … parameters j …    state n numbers
 *   step m numbers                               state n numbers
 *   observe                                      observation p numbers
 *   close                                        bye, and the process ends
 * </pre>
 *
 * <p>Instead of a state or an observation may come {@code failed MESSAGE} (this rollout is lost, another may succeed) or {@code refused
 * MESSAGE} (the request can never be met). Lines of a greeting with other keywords are passed over.
 */
final class Protocol {
    static final String HELLO = "hello waymark 1";
    static final String GREETING = "hello waymark ";
    static final String READY = "ready";
    static final String STATE = "state";
    static final String OBSERVATION = "observation";
    static final String OBSERVE = "observe";
    static final String CLOSE = "close";
    static final String FAILED = "failed";
    static final String REFUSED = "refused";

    /** A request must fit into the buffer of a pipe, 64 KiB, or a process that does not listen could block us. */
    static final int LONGEST_REQUEST = 60_000;

    private Protocol() {}

    static String reset(long seed, double[] coordinates, double[] parameters) {
        StringBuilder line = new StringBuilder("reset ").append(seed);
        line.append(" coordinates ").append(coordinates.length);
        append(coordinates, line);
        line.append(" parameters ").append(parameters.length);
        append(parameters, line);
        return request(line);
    }

    static String step(double[] control) {
        StringBuilder line = new StringBuilder("step");
        append(control, line);
        return request(line);
    }

    private static String request(StringBuilder line) {
        if (line.length() > LONGEST_REQUEST) {
            throw new IllegalArgumentException("external simulator: a request is at most " + LONGEST_REQUEST
                    + " characters long, found " + line.length() + "; use fewer numbers");
        }
        return line.toString();
    }

    private static void append(double[] numbers, StringBuilder line) {
        for (double number : numbers) {
            line.append(' ').append(text(number));
        }
    }

    private static String text(double number) {
        return Double.isNaN(number) ? "nan" : Double.isInfinite(number) ? number > 0 ? "inf" : "-inf" : number + "";
    }

    /**
     * Reads {@code keyword} and as many numbers as there is room for.
     *
     * @param into overwritten, from the front, even if the line turns out to be wrong
     * @return whether the line was just that
     */
    static boolean read(String line, String keyword, double[] into) {
        if (!line.startsWith(keyword)) {
            return false;
        }
        int at = keyword.length();
        for (int i = 0; i < into.length; i++) {
            if (at >= line.length() || line.charAt(at) != ' ') {
                return false;
            }
            int end = line.indexOf(' ', at + 1);
            end = end < 0 ? line.length() : end;
            try {
                into[i] = number(line.substring(at + 1, end));
            } catch (NumberFormatException e) {
                return false;
            }
            at = end;
        }
        return line.substring(at).isBlank();
    }

    private static double number(String word) {
        return switch (word) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(word);
        };
    }

    /** Something that a process said, fit to be quoted: short, and without control characters. */
    static String quoted(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() > 160 ? clean.substring(0, 160) + "…" : clean) + "'";
    }
}
