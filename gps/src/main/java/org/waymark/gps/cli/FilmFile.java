package org.waymark.gps.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.waymark.gps.report.Film;

/** Kinds of files that a film can be written to. */
enum FilmFile {
    /** Several pictures beside each other. */
    PNG {
        @Override
        void write(Film film, double framesPerSecond, Path file) throws IOException {
            ImageIO.write(film.strip(STRIP), "png", file.toFile());
        }
    },
    /** An animation that is repeated for ever. */
    GIF {
        @Override
        void write(Film film, double framesPerSecond, Path file) throws IOException {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            int hundredths = (int) Math.max(2, Math.round(100 / framesPerSecond)); // viewers slow down shorter delays
            int frames = (int) Math.floor(100 * film.duration() / hundredths + 1e-9) + 1;
            try (OutputStream stream = Files.newOutputStream(file);
                    MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
                writer.setOutput(out);
                writer.prepareWriteSequence(null);
                for (int i = 0; i < frames; i++) {
                    BufferedImage picture = film.picture(i * hundredths / 100.0);
                    int shown = i == frames - 1 ? LAST_SHOWN : hundredths;
                    writer.writeToSequence(new IIOImage(picture, null, delayed(writer, picture, shown, i == 0)), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        }
    },
    /** H.264. */
    MP4 {
        @Override
        void write(Film film, double framesPerSecond, Path file) throws IOException {
            int rate = (int) Math.max(1, Math.round(framesPerSecond));
            AWTSequenceEncoder encoder = AWTSequenceEncoder.createSequenceEncoder(file.toFile(), rate);
            int frames = (int) Math.floor(rate * film.duration() + 1e-9) + 1;
            for (int i = 0; i < frames; i++) {
                encoder.encodeImage(film.picture((double) i / rate));
            }
            encoder.finish();
        }
    };

    private static final int STRIP = 6;
    /** How long the last picture of an animation stays, hundredths of a second. */
    private static final int LAST_SHOWN = 100;

    private static final String GIF_METADATA = "javax_imageio_gif_image_1.0";

    /** Writes all of it; the same film gives the same bytes. */
    abstract void write(Film film, double framesPerSecond, Path file) throws IOException;

    /** The kind that a file's name ends with; empty if there is none. */
    static Optional<FilmFile> of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> name.endsWith("." + kind.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static IIOMetadata delayed(ImageWriter writer, BufferedImage picture, int hundredths, boolean isFirst)
            throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(GIF_METADATA);
        IIOMetadataNode control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", Integer.toString(hundredths));
        control.setAttribute("disposalMethod", "none");
        if (isFirst) {
            IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
            extension.setAttribute("applicationID", "NETSCAPE");
            extension.setAttribute("authenticationCode", "2.0");
            extension.setUserObject(new byte[] {1, 0, 0}); // repeat for ever
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(extension);
            root.appendChild(extensions);
        }
        metadata.setFromTree(GIF_METADATA, root);
        return metadata;
    }
}
