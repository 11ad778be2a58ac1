package org.waymark.gps.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.StateFormat;

/**
 * A learner's state as the bytes of a checkpoint, and back, to the last bit.
 *
 * <p>The file: 8 bytes {@code WAYMARK} and a line feed, the version of this frame (4 bytes), the length of the body (8 bytes), the body,
 * and the CRC-32 of the body (8 bytes). All numbers are big-endian. The body is the name of the {@link StateFormat}, and what that wrote.
 */
final class StateCodec {
    private static final byte[] MAGIC = {'W', 'A', 'Y', 'M', 'A', 'R', 'K', '\n'};
    private static final int VERSION = 6;
    private static final int HEAD = MAGIC.length + Integer.BYTES + Long.BYTES;

    private StateCodec() {}

    static <S> byte[] encode(S state, StateFormat<S> format) {
        BinaryWriter out = new BinaryWriter();
        out.writeBytes(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(0); // the length, when it is known
        out.writeText(format.name());
        format.write(state, out);
        int length = out.size() - HEAD;
        out.putLong(HEAD - Long.BYTES, length);
        out.writeLong(checksum(out.written(HEAD, length)));
        return out.toByteArray();
    }

    /**
     * Reads a state back.
     *
     * @throws DamagedCheckpointException saying why, if these are not the bytes of a state, or not all of them
     * @throws IllegalArgumentException if they are those of another format or version
     */
    static <S> S decode(byte[] bytes, StateFormat<S> format) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedCheckpointException("checkpoint: not written by this program");
        }
        buffer.position(MAGIC.length);
        int version = buffer.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "checkpoint: its format is version " + version + ", this program reads version " + VERSION);
        }
        long length = buffer.getLong();
        if (buffer.remaining() != length + Long.BYTES) {
            throw new DamagedCheckpointException(
                    "checkpoint: torn, expected " + (HEAD + length + Long.BYTES) + " bytes, found " + bytes.length);
        }
        ByteBuffer body = buffer.slice(HEAD, (int) length);
        if (buffer.getLong(HEAD + (int) length) != checksum(body)) {
            throw new DamagedCheckpointException("checkpoint: damaged, its checksum does not fit");
        }
        BinaryReader in = new BinaryReader(body);
        String name = in.readText();
        if (!name.equals(format.name())) {
            throw new IllegalArgumentException(
                    "checkpoint: holds a state of '" + name + "', expected one of '" + format.name() + "'");
        }
        return format.read(in);
    }

    private static long checksum(ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body.duplicate());
        return crc.getValue();
    }
}
