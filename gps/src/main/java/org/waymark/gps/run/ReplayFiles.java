package org.waymark.gps.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Recording;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What iterations looked like, as {@code replay/iteration-NNNN.bin}: of the first iteration, the best, the last, and a few between.
 *
 * <p>Between are the multiples of a power of two which doubles as the run goes on, so that no decision needs the past.
 */
final class ReplayFiles {
    private static final Pattern NAME = Pattern.compile("iteration-(\\d{4,})\\.bin");
    private static final int MAGIC = 0x574d5231; // WMR1
    private static final int MOST_BETWEEN = 4;

    private ReplayFiles() {}

    /** Whether an iteration's recording is kept, once there have been {@code last}. */
    static boolean isKept(int iteration, int last, OptionalInt best) {
        int stride = 1;
        while (last / stride > MOST_BETWEEN) {
            stride *= 2;
        }
        return iteration == 1
                || iteration == last
                || iteration % stride == 0
                || best.isPresent() && iteration == best.getAsInt();
    }

    /** Writes the recording of the latest iteration, and deletes those that are not kept any more. */
    static void write(RunFolder folder, int iteration, Recording recording, OptionalInt best) {
        folder.makeFolder(RunFolder.REPLAY);
        BinaryWriter out = new BinaryWriter();
        out.writeInt(MAGIC);
        out.writeList(recording.takes(), take -> {
            out.writeInt(take.actor().ordinal());
            out.writeInt(take.cluster());
            out.writeDouble(take.cost());
            write(out, take.states());
            write(out, take.controls());
        });
        out.writeList(recording.tubes(), tube -> {
            out.writeInt(tube.cluster());
            write(out, tube.mean());
            write(out, tube.deviation());
        });
        CRC32 checksum = new CRC32();
        checksum.update(out.toByteArray());
        out.writeLong(checksum.getValue());
        folder.write(name(iteration), file -> Files.write(file, out.toByteArray()));
        tidy(folder, iteration, best);
    }

    /** Deletes what would not be there had the run just done an iteration. */
    static void tidy(RunFolder folder, int last, OptionalInt best) {
        for (String file : folder.recordings()) {
            Matcher matcher = NAME.matcher(file);
            boolean kept = matcher.matches()
                    && Integer.parseInt(matcher.group(1)) <= last
                    && isKept(Integer.parseInt(matcher.group(1)), last, best);
            if (!kept) {
                folder.delete(RunFolder.REPLAY + "/" + file);
            }
        }
    }

    private static void write(BinaryWriter out, TimeVaryingMatrix vectors) {
        out.writeInt(vectors.rows());
        out.writeFloats(vectors.toArray());
    }

    /** All that can be read, by iteration; files that are damaged or of another version are left out. */
    static SortedMap<Integer, Recording> read(RunFolder folder) {
        SortedMap<Integer, Recording> found = new TreeMap<>();
        for (String file : folder.recordings()) {
            Matcher matcher = NAME.matcher(file);
            if (matcher.matches()) {
                decode(folder.resolve(RunFolder.REPLAY + "/" + file))
                        .ifPresent(recording -> found.put(Integer.valueOf(matcher.group(1)), recording));
            }
        }
        return found;
    }

    private static Optional<Recording> decode(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new RunFolderException(file + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
        int length = bytes.length - Long.BYTES;
        if (length < Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            return Optional.empty();
        }
        CRC32 checksum = new CRC32();
        checksum.update(Arrays.copyOf(bytes, length));
        if (ByteBuffer.wrap(bytes).getLong(length) != checksum.getValue()) {
            return Optional.empty();
        }
        BinaryReader in = new BinaryReader(ByteBuffer.wrap(bytes, Integer.BYTES, length - Integer.BYTES));
        return Optional.of(new Recording(
                in.readList(() -> new Recording.Take(
                        Recording.Actor.values()[in.readInt()],
                        in.readInt(),
                        in.readDouble(),
                        vectors(in),
                        vectors(in))),
                in.readList(() -> new Recording.Tube(in.readInt(), vectors(in), vectors(in)))));
    }

    private static TimeVaryingMatrix vectors(BinaryReader in) {
        int rows = in.readInt();
        double[] values = in.readFloats();
        return TimeVaryingMatrix.ofVectors(values.length / rows, rows, values);
    }

    private static String name(int iteration) {
        return RunFolder.REPLAY + String.format(Locale.ROOT, "/iteration-%04d.bin", iteration);
    }
}
