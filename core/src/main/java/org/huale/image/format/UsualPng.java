package org.huale.image.format;

import java.util.Set;
import java.util.zip.CRC32;

/**
 * Whether a PNG is built as programs build them: chunks of the four critical kinds and of sound names, each with its checksum. Decoders
 * are of one mind about these; about others they differ.
 */
final class UsualPng {
    private static final Set<String> CRITICAL = Set.of("IHDR", "PLTE", "IDAT", "IEND");
    private static final int NAME = 4;

    private UsualPng() {}

    static boolean is(byte[] bytes) {
        ByteView view = ByteView.bigEndian(bytes);
        long at = PngLayout.SIGNATURE;
        boolean rows = false;
        boolean after = false;
        while (at + PngLayout.CHUNK_FRAME <= bytes.length) {
            long length = view.u32(at);
            if (at + PngLayout.CHUNK_FRAME + length > bytes.length || !isSound(view, (int) at, (int) length)) {
                return false;
            }
            boolean row = ImageFormat.has(bytes, (int) at + NAME, "IDAT");
            if (row && after) {
                return false; // rows in two places
            }
            rows |= row;
            after |= rows && !row;
            if (ImageFormat.has(bytes, (int) at + NAME, "IEND")) {
                return length == 0;
            }
            at += PngLayout.CHUNK_FRAME + length;
        }
        return false;
    }

    private static boolean isSound(ByteView view, int at, int length) {
        StringBuilder name = new StringBuilder();
        for (int i = at + NAME; i < at + 2 * NAME; i++) {
            name.append((char) view.u8(i));
        }
        boolean letters = name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
        boolean known = CRITICAL.contains(name.toString()) || Character.isLowerCase(name.charAt(0));
        if (!letters || !known || !Character.isUpperCase(name.charAt(2))) {
            return false;
        }
        CRC32 checksum = new CRC32();
        checksum.update(view.bytes(), at + NAME, length + NAME);
        return checksum.getValue() == view.u32(at + 2L * NAME + length);
    }
}
