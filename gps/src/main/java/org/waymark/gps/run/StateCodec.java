package org.waymark.gps.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.State;

/**
 * A {@link State}, or a policy alone, as bytes, and back, to the last bit.
 *
 * <p>The file: 8 bytes {@code WAYMARK} and a line feed, what it holds (4 bytes: 1 a state, 2 a policy), the version of the format
 * (4 bytes), the length of the body (8 bytes), the body, and the CRC-32 of the body (8 bytes). All numbers are big-endian. The body is
 * what {@link StateWriter} writes.
 */
final class StateCodec {
    private static final byte[] MAGIC = {'W', 'A', 'Y', 'M', 'A', 'R', 'K', '\n'};
    private static final int VERSION = 1;
    private static final int HEAD = MAGIC.length + 2 * Integer.BYTES + Long.BYTES;

    /** What a file holds. */
    private enum Kind {
        STATE(1, "checkpoint"),
        POLICY(2, "policy");

        private final int code;
        private final String word;

        Kind(int code, String word) {
            this.code = code;
            this.word = word;
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException(word + ": " + why);
        }
    }

    private StateCodec() {}

    static byte[] encode(State state) {
        return encode(Kind.STATE, writer -> writer.state(state));
    }

    static byte[] encode(NetworkPolicy policy) {
        return encode(Kind.POLICY, writer -> writer.network(policy));
    }

    /**
     * Reads a state back.
     *
     * @throws IllegalArgumentException saying why, if these are not the bytes of a state, or not all of them
     */
    static State decodeState(byte[] bytes) {
        return decode(Kind.STATE, bytes, StateReader::state);
    }

    /** Reads a policy back, as {@link #decodeState} does a state. */
    static NetworkPolicy decodePolicy(byte[] bytes) {
        return decode(Kind.POLICY, bytes, StateReader::network);
    }

    private static byte[] encode(Kind kind, Consumer<StateWriter> content) {
        StateWriter writer = new StateWriter();
        content.accept(writer);
        ByteBuffer body = writer.written();
        int length = body.remaining();
        return ByteBuffer.allocate(HEAD + length + Long.BYTES)
                .put(MAGIC)
                .putInt(kind.code)
                .putInt(VERSION)
                .putLong(length)
                .put(body.duplicate())
                .putLong(checksum(body))
                .array();
    }

    private static <R> R decode(Kind kind, byte[] bytes, Function<StateReader, R> content) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw kind.refused("not written by this program");
        }
        buffer.position(MAGIC.length);
        if (buffer.getInt() != kind.code) {
            throw kind.refused("the file holds something else");
        }
        int version = buffer.getInt();
        if (version != VERSION) {
            throw kind.refused("its format is version " + version + ", this program reads version " + VERSION);
        }
        long length = buffer.getLong();
        if (buffer.remaining() != length + Long.BYTES) {
            throw kind.refused(
                    "torn, expected " + (HEAD + length + Long.BYTES) + " bytes, found " + bytes.length);
        }
        ByteBuffer body = buffer.slice(HEAD, (int) length);
        if (buffer.getLong(HEAD + (int) length) != checksum(body)) {
            throw kind.refused("damaged, its checksum does not fit");
        }
        return content.apply(new StateReader(body));
    }

    private static long checksum(ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body.duplicate());
        return crc.getValue();
    }
}
